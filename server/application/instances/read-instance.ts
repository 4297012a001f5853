import { iso } from '../iso.js';
import { rootVariables } from '../instance-view.js';
import { parseKey, partKey } from '../keys.js';
import { toPlainVariables } from '../plain-json.js';
import type { Quarantine } from '../ports.js';
import type { Services } from '../services.js';
import { findInstance, readState } from './find-instance.js';
import { instanceAnswer } from './instance-answer.js';

/** An instance; where a step of it has failed, also since when and until when its own work waits. */
export async function getInstance(services: Services, key: string) {
  const row = await findInstance(services, key);
  const quarantine = await services.store.quarantineOf(row.instanceKey);
  return { ...instanceAnswer(row), ...(quarantine && { quarantine: quarantineAnswer(quarantine) }) };
}

const quarantineAnswer = ({ since, until, attempts, failure, command }: Quarantine) => ({
  since: iso(since),
  until: iso(until),
  attempts,
  failure,
  command,
});

/** Variables of the root scope as plain JSON. */
export async function getVariables(services: Services, key: string) {
  const { state } = await readState(services, parseKey(key, 'INSTANCE_NOT_FOUND'));
  return { variables: toPlainVariables(rootVariables(state)) };
}

/** What happened, in order, `limit` entries after a sequence number. */
export async function getHistory(services: Services, key: string, after: number, limit: number) {
  const { instanceKey } = await findInstance(services, key);
  const entries = await services.store.history(instanceKey, after, limit + 1);
  const items = entries.slice(0, limit).map(({ sequence, at, by, event }) => ({ ...event, sequence, at: iso(at), by }));
  return { items, page: { endCursor: entries.length > limit ? String(items.at(-1)?.sequence) : null } };
}

/** Scheduled timers, next first. */
export async function getTimers(services: Services, key: string) {
  const { instanceKey } = await findInstance(services, key);
  const timers = await services.store.timers(instanceKey);
  return {
    items: timers.map((timer) => ({ timerKey: partKey(timer), elementId: timer.element, dueDate: iso(timer.dueAt) })),
  };
}
