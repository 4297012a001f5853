import { ApplicationError } from '../../application/application-error.js';
import type { DemoWorlds } from '../../application/demo/demo-worlds.js';
import { iso, parseIso } from '../../application/iso.js';
import { object, timestamp } from '../contract/schema.js';
import { adjust, type Route, type RouteRequest } from '../route.js';

/** Only below a demo world: everywhere else there is no such route, and the clock cannot be set. */
export const worldClockRoutes: readonly Route[] = [
  adjust<{ timestamp: string }>('/v2/clock', {
    body: object({ timestamp }),
    handle: async ({ services, world, body }) => {
      if (!world) throw new ApplicationError('METHOD_NOT_ALLOWED');
      await world.setClock(parseIso(body.timestamp));
      return { timestamp: iso(services.clock.now()) };
    },
  }),
];

/** Opens and closes demo worlds. */
export const demoWorldRoutes = (worlds: DemoWorlds): readonly Route[] => [
  {
    method: 'post',
    path: '/demo/worlds',
    command: false,
    status: 201,
    keepAnswer: false,
    body: object({ begins: timestamp }),
    handle: async ({ body }: RouteRequest<{ begins: string }, undefined>) => {
      const { id, services } = await worlds.open(parseIso(body.begins));
      return { id, baseUrl: `/demo/worlds/${id}`, timestamp: iso(services.clock.now()) };
    },
  },
  {
    method: 'delete',
    path: '/demo/worlds/:id',
    command: false,
    status: 204,
    keepAnswer: false,
    handle: ({ params }: RouteRequest<undefined, undefined>) => worlds.close(params['id'] ?? ''),
  },
];
