import { answers } from './answers.js';
import { changes } from './changes.js';
import { counters } from './counters.js';
import { definitions } from './definitions.js';
import { histories } from './histories.js';
import { incidents } from './incidents.js';
import { jobs } from './jobs.js';
import { keptMessages } from './kept-messages.js';
import { leftovers } from './leftovers.js';
import { messageTurns } from './message-turns.js';
import { messages } from './messages.js';
import { paging } from './paging.js';
import { revisions } from './revisions.js';
import type { Area } from './rules.js';
import { runningAlone } from './running-alone.js';
import { signals } from './signals.js';
import { suspension } from './suspension.js';
import { tasks } from './tasks.js';
import { timers } from './timers.js';
import { unavailability } from './unavailability.js';
import { waits } from './waits.js';
import { webhooks } from './webhooks.js';

/** The hardest part of the port: what several nodes on one database must hold. */
export const hardest: readonly Area[] = [revisions, answers, timers, messages, histories];

/** Everything that a store must hold. */
export const storeContract: readonly Area[] = [
  ...hardest,
  ...[runningAlone, suspension, changes, tasks, jobs, incidents, signals, keptMessages, messageTurns, definitions],
  ...[leftovers, waits, counters, paging, webhooks, unavailability],
];
