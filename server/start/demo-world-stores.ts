import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { DemoWorldsOptions } from '../application/demo/demo-worlds.js';
import type { Store } from '../application/ports.js';

/**
 * Where demo worlds have their databases. They are temporary: what a crash has left of them is removed.
 * @param folder theirs alone
 * @param open opens an empty store in a file
 */
export function demoWorldStores(folder: string, open: (file: string) => Store): DemoWorldsOptions['createStore'] {
  rmSync(folder, { recursive: true, force: true });
  return async (id) => {
    const own = join(folder, id);
    mkdirSync(own, { recursive: true });
    return {
      store: open(join(own, 'world.db')),
      remove: async () => rmSync(own, { recursive: true, force: true }),
    };
  };
}
