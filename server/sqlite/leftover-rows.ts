import type { Leftover, LeftoverSlice } from '../application/ports.js';
import { refusedMessageForgetter } from './archive-rows.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { signalForgetter } from './forget-signal.js';
import { leftoverBatches } from './leftover-batches.js';
import { looking, type Aged, type Look } from './leftover-slice.js';
import type { Db } from './open-database.js';

/** Removes what is kept beside instances, a slice at a time. */
export function leftoverRows(db: Db) {
  const looks: Readonly<Record<Leftover, { readonly look: Look; readonly position: number }>> = {
    refusedMessage: { look: refusedMessages(db), position: 2 },
    refusedDelivery: { look: refusedDeliveries(db), position: 2 },
    discarded: { look: discarded(db), position: 2 },
    batchOperation: { look: leftoverBatches(db), position: 3 },
    quarantine: { look: quarantines(db), position: 2 },
  };
  return {
    purgeLeftovers({ kind, from, ...slice }: LeftoverSlice): { removed: number; next: string | null } {
      const { look, position } = looks[kind];
      const { removed, next } = look(slice, from === null ? null : decodeCursor(from, position));
      return { removed, next: next && encodeCursor(next) };
    },
  };
}

const exists = (instanceKey: string): string =>
  `EXISTS (SELECT 1 FROM instance i WHERE i.instance_key = ${instanceKey})`;
const isHeld = (correlationKey: string): string =>
  `EXISTS (SELECT 1 FROM instance h WHERE h.business_key = ${correlationKey} AND h.legal_hold = 1)`;

function refusedMessages(db: Db): Look {
  const forget = refusedMessageForgetter(db);
  return looking(
    db,
    `SELECT refused_at AS age, message_key AS key,
            ${exists('m.source_instance')} OR ${isHeld('m.correlation_key')} AS stays
     FROM refused_message m WHERE refused_at < @before AND (refused_at, message_key) > (@age, @key)
     ORDER BY refused_at, message_key LIMIT @limit`,
    ({ key }) => forget(key),
  );
}

/** The signal, with what it says, goes with the last of its deliveries. */
function refusedDeliveries(db: Db): Look {
  const remove = db.prepare<[number]>('DELETE FROM signal_delivery WHERE delivery_key = ?');
  const forgetSignal = signalForgetter(db);
  return looking<Aged & { readonly signalKey: number }>(
    db,
    `SELECT refused_at AS age, delivery_key AS key, signal_key AS signalKey, ${exists('d.instance_key')} AS stays
     FROM signal_delivery d
     WHERE refused_at IS NOT NULL AND refused_at < @before AND (refused_at, delivery_key) > (@age, @key)
     ORDER BY refused_at, delivery_key LIMIT @limit`,
    ({ key, signalKey }) => {
      remove.run(key);
      forgetSignal(signalKey);
    },
  );
}

/** A message and a delivery of one moment and one key, should a slice end between them, are both met on the next way. */
function discarded(db: Db): Look {
  const remove = db.prepare('DELETE FROM discarded_delivery WHERE kind = @kind AND delivery_key = @key');
  return looking<Aged & { readonly kind: string }>(
    db,
    `SELECT discarded_at AS age, delivery_key AS key, kind,
            ${exists('d.instance_key')} OR (kind = 'message' AND ${isHeld('d.correlation_key')}) AS stays
     FROM discarded_delivery d WHERE discarded_at < @before AND (discarded_at, delivery_key) > (@age, @key)
     ORDER BY discarded_at, delivery_key LIMIT @limit`,
    ({ kind, key }) => void remove.run({ kind, key }),
  );
}

/** In the order of their instances: few are in quarantine at a time. What waits for an instance that still runs stays. */
function quarantines(db: Db): Look {
  const remove = db.prepare<[number]>('DELETE FROM quarantine WHERE instance_key = ?');
  return looking(
    db,
    `SELECT q.instance_key AS age, q.instance_key AS key,
            q.until >= @before OR coalesce(i.status = 'running' OR i.legal_hold = 1, 0) AS stays
     FROM quarantine q LEFT JOIN instance i USING (instance_key)
     WHERE q.instance_key > @age AND @key IS NOT NULL ORDER BY q.instance_key LIMIT @limit`,
    ({ key }) => void remove.run(key),
  );
}
