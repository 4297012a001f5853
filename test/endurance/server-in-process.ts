import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Log } from '../../server/application/ports.js';
import { readConfig } from '../../server/config.js';
import { startServer, type RunningServer, type ServerParts } from '../../server/main.js';

export interface InProcess {
  readonly server: RunningServer;
  readonly folder: string;
  stop(): Promise<void>;
}

/** A whole server with real HTTP in this process, where a check has to reach into its parts. */
export async function serverInProcess(parts: ServerParts): Promise<InProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-endurance-'));
  const pathways = join(folder, 'none');
  mkdirSync(pathways);
  const nothing = (): void => undefined;
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const config = readConfig({ PORT: '0', SAMLOP_DATA: join(folder, 'data'), SAMLOP_PATHWAYS: pathways });
  const server = await startServer(config, { log, ...parts });
  return {
    server,
    folder,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
