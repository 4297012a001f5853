import type { Event } from '../../engine/index.js';
import type { ServerEvent } from '../application/ports.js';

type Fields = Record<string, unknown>;

/** Fields that may hold what concerns a patient; they are kept apart from the event. */
const VALUE_FIELDS: ReadonlySet<string> = new Set([
  'businessKey',
  'reason',
  'variables',
  'values',
  'key',
  'loop',
  'completed',
  'state',
  'taken',
  'incident',
]);

const isValue = (name: string, value: unknown): boolean =>
  VALUE_FIELDS.has(name) || (name === 'wait' && typeof value === 'object');

/** Divides an event into what happened and the values it carries; time and type have columns of their own. */
export function divideEvent(event: Event | ServerEvent): { body: string; value: string | null } {
  const body: Fields = {};
  const value: Fields = {};
  for (const [name, field] of Object.entries(event)) {
    if (name === 'type' || name === 'at') continue;
    (isValue(name, field) ? value : body)[name] = field;
  }
  return { body: JSON.stringify(body), value: Object.keys(value).length > 0 ? JSON.stringify(value) : null };
}

/** The event again; one that had a time of its own gets the time of its row. */
export function joinEvent(type: string, body: string, value: string | null): Event | ServerEvent {
  return { type, ...(JSON.parse(body) as Fields), ...(value === null ? {} : (JSON.parse(value) as Fields)) } as Event;
}
