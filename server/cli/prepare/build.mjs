import { pathToFileURL } from 'node:url';

import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './install.mjs';
import { orExplain } from './or-explain.mjs';

/** `npm run build` */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await orExplain(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
}
