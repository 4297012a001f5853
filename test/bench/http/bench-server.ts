import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import express from 'express';
import helmet from 'helmet';

import { readConfig } from '../../../server/config.js';
import { POLICY } from '../../../server/http/create-app.js';
import { listenOnLoopback } from '../../../server/http/listen.js';
import { startServer } from '../../../server/main.js';

/**
 * A process with two servers: ours on a folder of its own, and one whose only route does nothing behind the same helmet and
 * body parser. Tells its parent the two ports; ends when it is told to, or when its parent does.
 */
const folder = mkdtempSync(join(tmpdir(), 'samlop-bench-'));
const ours = await startServer(
  readConfig({ PORT: '0', SAMLOP_DATA: folder, SAMLOP_PATHWAYS: join(folder, 'none'), SAMLOP_LOG: 'warn' }),
);

const empty = express();
empty.disable('x-powered-by');
empty.set('etag', false);
empty.use(helmet(POLICY), express.json({ limit: '1mb', inflate: false }));
empty.post('/v2/user-tasks/:userTaskKey/completion', (_request, response) => {
  response.status(204).end();
});
const other = await listenOnLoopback(empty, 0);

async function stop(): Promise<void> {
  await other.close(1000, AbortSignal.abort());
  await ours.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.on('message', () => void stop());
process.on('disconnect', () => void stop());
process.send?.({ ours: ours.port, empty: other.port });
