import type { DemoWorlds } from '../application/demo/demo-worlds.js';
import { makeDocument } from './contract/make-document.js';
import type { OpenApi } from './contract/open-api.js';
import { batchRoutes } from './routes/batch-routes.js';
import { contractRoutes } from './routes/contract-routes.js';
import { demoWorldRoutes, worldClockRoutes } from './routes/demo-routes.js';
import { eventRoutes } from './routes/event-routes.js';
import { incidentRoutes } from './routes/incident-routes.js';
import { instanceRoutes } from './routes/instance-routes.js';
import { jobRoutes } from './routes/job-routes.js';
import { messageRoutes } from './routes/message-routes.js';
import { operatorRoutes } from './routes/operator-routes.js';
import { pathwayRoutes } from './routes/pathway-routes.js';
import { signalRoutes } from './routes/signal-routes.js';
import { systemRoutes } from './routes/system-routes.js';
import { taskRoutes } from './routes/task-routes.js';
import { webhookRoutes } from './routes/webhook-routes.js';
import type { Route } from './route.js';

/** Routes of the server, and of each demo world below its address. */
export const apiRoutes: readonly Route[] = [
  ...pathwayRoutes,
  ...instanceRoutes,
  ...operatorRoutes,
  ...taskRoutes,
  ...messageRoutes,
  ...signalRoutes,
  ...jobRoutes,
  ...incidentRoutes,
  ...batchRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...systemRoutes,
];

/** Every route, where it is mounted, and the contract that is made of them. */
export function describeApi(worlds: DemoWorlds, version: string) {
  const ofServer = [...demoWorldRoutes(worlds), ...contractRoutes(() => text)];
  const document: OpenApi = makeDocument({ version, routes: apiRoutes, ofServer, ofWorlds: worldClockRoutes });
  const text = JSON.stringify(document);
  return { ofServer: [...apiRoutes, ...ofServer], ofWorld: [...apiRoutes, ...worldClockRoutes], document };
}
