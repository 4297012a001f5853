import type { Event } from '../../engine/index.js';
import type { ServerEvent } from '../application/ports.js';

type Fields = Record<string, unknown>;
/** Values of one event of a row, by its place among them. */
type Values = readonly [number, Fields];

/** Fields that may hold what concerns a patient; they are kept apart from the event. */
const VALUE_FIELDS: ReadonlySet<string> = new Set([
  'businessKey',
  'reason',
  'variables',
  'values',
  'key',
  'loop',
  'result',
  'completed',
  'state',
  'taken',
  'incident',
]);

const isValue = (name: string, value: unknown): boolean =>
  VALUE_FIELDS.has(name) || (name === 'wait' && typeof value === 'object');

/** Events that never carry one; most are of these, and are written as they are. */
const WITHOUT_VALUES: ReadonlySet<string> = new Set([
  'FlowTaken',
  'TokenPlaced',
  'TokenHeld',
  'TokenConsumed',
  'ElementStarted',
  'ElementCompleted',
  'ElementCancelled',
  'ScopeClosed',
  'TaskCreated',
  'TaskCompleted',
  'TaskCancelled',
  'TaskAssigned',
  'TaskUnassigned',
] satisfies (Event | ServerEvent)['type'][]);

/** Divides the events of a command into what happened and the values they carry. */
export function divideEvents(all: readonly (Event | ServerEvent)[]): { events: string; values: string | null } {
  const values: Values[] = [];
  const events = all.map((event, place) => {
    if (WITHOUT_VALUES.has(event.type)) return event;
    const body: Fields = {};
    let value: Fields | undefined;
    for (const name in event) {
      const field = (event as Fields)[name];
      if (isValue(name, field)) (value ??= {})[name] = field;
      else body[name] = field;
    }
    if (value) values.push([place, value]);
    return body;
  });
  return { events: JSON.stringify(events), values: values.length > 0 ? JSON.stringify(values) : null };
}

/** The events again. */
export function joinEvents(events: string, values: string | null): readonly (Event | ServerEvent)[] {
  const all = JSON.parse(events) as Fields[];
  for (const [place, fields] of values === null ? [] : (JSON.parse(values) as Values[]))
    Object.assign(all[place] ?? {}, fields);
  return all as unknown as (Event | ServerEvent)[];
}
