import type { Waiting } from '../application/ports.js';
import type { Db } from './open-database.js';

const WAITING = `
  SELECT instance_key AS instanceKey, number, kind, name, correlation_key AS correlationKey, element,
         process_id AS processId, opened_at AS openedAt
  FROM subscription
  WHERE kind = 'message' AND name = @name AND correlation_key IS @correlationKey`;

/** Who waits for messages: each is found by a look-up, however many wait. */
export function waitingRows(db: Db) {
  const ofNextProcess = db.prepare<object, Waiting>(
    `${WAITING} AND process_id > @processId ORDER BY process_id, opened_at, instance_key, number LIMIT 1`,
  );
  const next = db.prepare<object, Waiting>(
    `${WAITING} AND process_id = @processId AND (opened_at, instance_key, number) > (@openedAt, @instanceKey, @number)
     ORDER BY opened_at, instance_key, number LIMIT 1`,
  );
  return {
    oldestWaiting(name: string, correlationKey: string | null): readonly Waiting[] {
      const found: Waiting[] = [];
      let one = ofNextProcess.get({ name, correlationKey, processId: '' });
      for (; one; one = ofNextProcess.get({ name, correlationKey, processId: one.processId })) found.push(one);
      return found.sort((a, b) => a.openedAt - b.openedAt || a.instanceKey - b.instanceKey || a.number - b.number);
    },
    nextWaiting: (after: Waiting): Waiting | null => next.get({ ...after }) ?? null,
  };
}
