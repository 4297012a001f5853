import { iso } from '../../application/iso.js';
import { clock, demoPeople } from '../contract/schemas/system.js';
import { read, type Route } from '../route.js';

export const systemRoutes: readonly Route[] = [
  read('/v2/clock', {
    operationId: 'getClock',
    tag: 'Operation',
    summary: 'Get the time of the server',
    answer: clock,
    problems: [],
    example: { answer: { timestamp: '2026-11-02T09:00:00.000Z' } },
    handle: async ({ services }) => ({ timestamp: iso(services.clock.now()) }),
  }),
  read('/v2/demo-people', {
    operationId: 'getDemoPeople',
    tag: 'Demo',
    summary: 'Get the demo people',
    answer: demoPeople,
    problems: [],
    handle: async ({ services }) => ({ items: services.people }),
  }),
];
