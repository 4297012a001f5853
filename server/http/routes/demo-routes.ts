import { ApplicationError } from '../../application/application-error.js';
import type { DemoWorlds } from '../../application/demo/demo-worlds.js';
import { readClock } from '../../application/operations/confirm-clock.js';
import { iso, parseIso } from '../../application/iso.js';
import { object, timestamp } from '../contract/schema.js';
import { clock, demoWorld } from '../contract/schemas/system.js';
import { adjust, close, open, type Route } from '../route.js';

/** Only below a demo world: everywhere else there is no such route, and the clock cannot be set. */
export const worldClockRoutes: readonly Route[] = [
  adjust<{ timestamp: string }>('/v2/clock', {
    operationId: 'pinClock',
    tag: 'Demo',
    summary: 'Set the clock of a demo world forward',
    description:
      'Answers when everything that falls due on the way has been done, in due order, with the clock standing at each due time.',
    answer: clock,
    problems: ['CLOCK_NOT_FORWARD', 'WORK_NOT_FINISHED', 'TIME_NOT_VALID'],
    example: {
      body: { timestamp: '2026-11-05T12:00:00+01:00' },
      answer: { timestamp: '2026-11-05T11:00:00.000Z', trusted: true },
    },
    body: object({ timestamp }),
    handle: async ({ services, world, body }) => {
      if (!world) throw new ApplicationError('METHOD_NOT_ALLOWED');
      await world.setClock(parseIso(body.timestamp));
      return readClock(services);
    },
  }),
];

/** Opens and closes demo worlds. */
export const demoWorldRoutes = (worlds: DemoWorlds): readonly Route[] => [
  open<{ begins: string }>('/demo/worlds', {
    operationId: 'openDemoWorld',
    tag: 'Demo',
    summary: 'Open a demo world',
    description:
      'A world has its own temporary database, the pathways that are deployed now, and a clock that stands still until it is set. Every route below `/v2` is there too, under `baseUrl`. One left alone for 30 minutes is closed.',
    status: 201,
    answer: demoWorld,
    problems: ['TOO_MANY_WORLDS', 'TIME_NOT_VALID'],
    example: {
      body: { begins: '2026-11-02T10:00:00+01:00' },
      answer: {
        id: 'bL8w1n0aZ2Qx',
        baseUrl: '/demo/worlds/bL8w1n0aZ2Qx',
        timestamp: '2026-11-02T09:00:00.000Z',
      },
    },
    body: object({ begins: timestamp }),
    handle: async ({ body }) => {
      const { id, services } = await worlds.open(parseIso(body.begins));
      return { id, baseUrl: `/demo/worlds/${id}`, timestamp: iso(services.clock.now()) };
    },
  }),
  close('/demo/worlds/:worldId', {
    operationId: 'closeDemoWorld',
    tag: 'Demo',
    summary: 'Close a demo world',
    description: 'The world and its files are gone.',
    answer: null,
    problems: [],
    handle: ({ params }) => worlds.close(params['worldId'] ?? ''),
  }),
];
