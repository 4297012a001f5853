import type { Look } from './leftover-slice.js';
import type { Db } from './open-database.js';

interface Operation {
  readonly endedAt: number;
  readonly batchKey: number;
}

/**
 * Operations that ended long ago: their items, then their own row, in slices of one operation each. Items of an instance
 * under a legal hold stay, and their operation with them.
 */
export function leftoverBatches(db: Db): Look {
  const nextOf = db.prepare<object, Operation>(
    `SELECT ended_at AS endedAt, batch_key AS batchKey FROM batch_operation
     WHERE ended_at IS NOT NULL AND ended_at < @before AND (ended_at, batch_key) >= (@endedAt, @batchKey)
     ORDER BY ended_at, batch_key LIMIT 1`,
  );
  const items = db.prepare<object, { number: number; stays: number }>(
    `SELECT number, EXISTS (SELECT 1 FROM instance i WHERE i.instance_key = b.instance_key AND i.legal_hold = 1) AS stays
     FROM batch_item b WHERE batch_key = @batchKey AND number > @number ORDER BY number LIMIT @limit`,
  );
  const removeItem = db.prepare('DELETE FROM batch_item WHERE batch_key = @batchKey AND number = @number');
  const remove = db.prepare(
    `DELETE FROM batch_operation WHERE batch_key = @batchKey
     AND NOT EXISTS (SELECT 1 FROM batch_item WHERE batch_key = @batchKey)`,
  );
  return ({ before, limit }, from) => {
    const [endedAt = -1, batchKey = -1, number = -1] = from ?? [];
    const one = nextOf.get({ before, endedAt, batchKey });
    if (!one) return { removed: 0, next: null };
    const rows = items.all({ batchKey: one.batchKey, limit, number: one.batchKey === batchKey ? number : -1 });
    const old = rows.filter(({ stays }) => stays === 0);
    for (const item of old) removeItem.run({ batchKey: one.batchKey, number: item.number });
    const last = rows.at(-1);
    if (last && rows.length === limit) return { removed: old.length, next: [one.endedAt, one.batchKey, last.number] };
    const { changes } = remove.run({ batchKey: one.batchKey });
    return { removed: old.length + changes, next: [one.endedAt, one.batchKey + 1, -1] };
  };
}
