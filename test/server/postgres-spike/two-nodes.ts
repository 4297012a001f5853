import type { Store } from '../../../server/application/ports.js';
import type { OpenStore } from '../store-contract/given-store.js';
import type { PackagedPostgres } from './packaged-postgres.js';
import { SCHEMA } from './schema.js';
import { spikeStore } from './spike-store.js';
import type { Meeting } from './write-change.js';

export type Node = ReturnType<typeof spikeStore>;

export interface TwoNodes {
  readonly schema: string;
  readonly a: Node;
  readonly b: Node;
  close(): Promise<void>;
}

let schemas = 0;

/** Two nodes on one database, each with connections of its own. @param schema of one that is there; else an empty one */
export async function twoNodes(postgres: PackagedPostgres, how: Meeting, known?: string): Promise<TwoNodes> {
  const schema = known ?? `test_${++schemas}`;
  const pools = [postgres.pool(schema), postgres.pool(schema)] as const;
  if (known === undefined) await pools[0].query(`CREATE SCHEMA ${schema}; ${SCHEMA}`);
  const [a, b] = [spikeStore(pools[0], how), spikeStore(pools[1], how)];
  return { schema, a, b, close: async () => void (await Promise.all([a.close(), b.close()])) };
}

/** A store whose every call goes to the other of two nodes; opened again on a folder it finds what was there. */
export function openOnTwoNodes(postgres: () => PackagedPostgres, how: Meeting = 'row'): OpenStore {
  const schemaOf = new Map<string, string>();
  return async (folder) => {
    const nodes = await twoNodes(postgres(), how, schemaOf.get(folder));
    schemaOf.set(folder, nodes.schema);
    return { store: alternating(nodes) };
  };
}

function alternating({ a, b, close }: TwoNodes): Store {
  let turn = 0;
  const node = (): Node => (turn++ % 2 === 0 ? a : b);
  return new Proxy({} as Store, {
    get: (_target, name: string) => {
      if (name === 'close') return close;
      if (!(name in a)) return () => Promise.reject(new Error(`the spike has no ${name}`));
      return (...args: unknown[]) => (node()[name as keyof Node] as (...args: unknown[]) => unknown)(...args);
    },
  });
}
