import { confirmClock, readClock } from '../../application/operations/confirm-clock.js';
import { readStatistics } from '../../application/statistics/read-statistics.js';
import { clock, demoPeople, statistics } from '../contract/schemas/system.js';
import { post, read, type Route } from '../route.js';

export const systemRoutes: readonly Route[] = [
  read('/v2/clock', {
    operationId: 'getClock',
    tag: 'Operation',
    summary: 'Get the time of the server',
    answer: clock,
    problems: [],
    example: { answer: { timestamp: '2026-11-02T09:00:00.000Z', trusted: true } },
    handle: async ({ services }) => readClock(services),
  }),
  post('/v2/clock/confirmation', {
    operationId: 'confirmClock',
    tag: 'Operation',
    summary: 'Confirm that the clock is right',
    description:
      'After a jump of the clock timers wait, and the server is not ready, until an operator confirms it. What was put off by a clock that was ahead waits no longer than it could be put off now.',
    answer: clock,
    problems: [],
    example: { answer: { timestamp: '2026-11-02T09:00:00.000Z', trusted: true } },
    handle: ({ services, caller }) => confirmClock(services, caller),
  }),
  read('/v2/statistics', {
    operationId: 'getStatistics',
    tag: 'Operation',
    summary: 'Get how many tasks, instances and incidents there are now',
    description: 'Counted as things happen, so that it costs the same however many there are.',
    answer: statistics,
    problems: [],
    handle: ({ services }) => readStatistics(services),
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
