import type { FeedType } from '../application/ports.js';

/** How the feed's rows write the kinds of events: short, for each is written at every step of every instance. */
export const feedCodes = {
  'instance.started': 'S',
  'instance.reopened': 'O',
  'instance.completed': 'E',
  'instance.canceled': 'X',
  'instance.suspended': 'P',
  'instance.resumed': 'R',
  'task.created': 'n',
  'task.assigned': 'a',
  'task.unassigned': 'u',
  'task.completed': 'c',
  'task.canceled': 'x',
  'task.late': 'l',
  'incident.raised': 'i',
  'incident.resolved': 'r',
} as const satisfies Record<FeedType, string>;

export type FeedCode = (typeof feedCodes)[FeedType];

/** Code, number of the task or incident, who has the task, who had it. */
export type FeedMark = readonly [FeedCode, number?, (string | null)?, (string | null)?];
