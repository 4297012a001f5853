import type {
  BatchFilter,
  BatchItem,
  BatchItemFilter,
  BatchRow,
  OpenBatchItem,
  Page,
  PageRequest,
} from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { batchSelector } from './select-batch.js';
import { batchEnd } from './write-batch.js';

const BATCHES = `
  SELECT batch_key AS batchKey, kind, state, created_at AS createdAt, created_by AS createdBy, ended_at AS endedAt, total,
         done, failed, reason
  FROM batch_operation`;

/** What a stopped operation has left open is cancelled with it. */
const ITEM_STATE = "CASE WHEN i.state = 'ACTIVE' AND b.state = 'CANCELED' THEN 'CANCELED' ELSE i.state END";
const ITEMS = `
  SELECT i.batch_key AS batchKey, i.number, i.instance_key AS instanceKey, i.incident_number AS incidentNumber,
         ${ITEM_STATE} AS state, i.code, i.ended_at AS endedAt
  FROM batch_item i JOIN batch_operation b USING (batch_key)`;

/** Operations on many instances, and their items. */
export function batchRows(db: Db, region: number) {
  const one = db.prepare<[number], BatchRow>(`${BATCHES} WHERE batch_key = ? AND state <> 'CREATED'`);
  const open = db.prepare<[number], OpenBatchItem>(
    `SELECT i.batch_key AS batchKey, i.number, i.instance_key AS instanceKey, i.incident_number AS incidentNumber,
            b.kind, b.created_by AS by, b.reason
     FROM batch_operation b CROSS JOIN batch_item i USING (batch_key)
     WHERE b.state = 'ACTIVE' AND i.state = 'ACTIVE' ORDER BY b.batch_key, i.number LIMIT ?`,
  );
  return {
    ...batchWrites(db),
    ...batchSearches(db),
    selectBatch: batchSelector(db, region),
    openBatchItems: (limit: number): readonly OpenBatchItem[] => open.all(limit),
    batch: (batchKey: number): BatchRow | null => one.get(batchKey) ?? null,
  };
}

/** What may take long where operations are large. */
export function batchSearches(db: Db) {
  const errors = db.prepare<[number], { code: string; count: number }>(
    `SELECT code, count(*) AS count FROM batch_item WHERE batch_key = ? AND state = 'FAILED'
     GROUP BY code ORDER BY code`,
  );
  return {
    batchErrors: (batchKey: number) => errors.all(batchKey),
    searchBatches({ state, kind }: BatchFilter, page: PageRequest): Page<BatchRow> {
      const [after] = page.after === undefined ? [] : decodeCursor(page.after, 1);
      const rows = db
        .prepare<object, BatchRow>(
          `${BATCHES} ${where([
            state === undefined ? "state <> 'CREATED'" : 'state = @state',
            kind !== undefined && 'kind = @kind',
            after !== undefined && 'batch_key > @after',
          ])} ORDER BY batch_key LIMIT @limit`,
        )
        .all({ state, kind, after, limit: page.limit + 1 });
      return toPage(
        rows,
        page.limit,
        (row) => row,
        (row) => [row.batchKey],
      );
    },
    searchBatchItems({ batchKey, state, instanceKey }: BatchItemFilter, page: PageRequest): Page<BatchItem> {
      const [afterBatch, afterNumber] = page.after === undefined ? [] : decodeCursor(page.after, 2);
      const rows = db
        .prepare<object, BatchItem>(
          `${ITEMS} ${where([
            "b.state <> 'CREATED'",
            batchKey !== undefined && 'i.batch_key = @batchKey',
            state !== undefined && `${ITEM_STATE} = @state`,
            instanceKey !== undefined && 'i.instance_key = @instanceKey',
            afterBatch !== undefined && '(i.batch_key, i.number) > (@afterBatch, @afterNumber)',
          ])} ORDER BY i.batch_key, i.number LIMIT @limit`,
        )
        .all({ batchKey, state, instanceKey, afterBatch, afterNumber, limit: page.limit + 1 });
      return toPage(
        rows,
        page.limit,
        (row) => row,
        (row) => [row.batchKey, row.number],
      );
    },
  };
}

const FORGOTTEN_AT_ONCE = 2000;

function batchWrites(db: Db) {
  const fail = db.prepare(
    `UPDATE batch_item SET state = 'FAILED', code = @code, ended_at = @at
     WHERE batch_key = @batchKey AND number = @number AND state = 'ACTIVE'
     AND EXISTS (SELECT 1 FROM batch_operation WHERE batch_key = @batchKey AND state = 'ACTIVE')`,
  );
  const count = db.prepare('UPDATE batch_operation SET failed = failed + 1 WHERE batch_key = ?');
  const end = batchEnd(db);
  const unstarted = db.prepare<[number], { batchKey: number }>(
    `SELECT batch_key AS batchKey FROM batch_operation WHERE state = 'CREATED' AND created_at < ?
     ORDER BY batch_key LIMIT 1`,
  );
  const removeItems = db.prepare(
    `DELETE FROM batch_item WHERE (batch_key, number) IN (
       SELECT batch_key, number FROM batch_item WHERE batch_key = ? LIMIT ${FORGOTTEN_AT_ONCE})`,
  );
  const remove = db.prepare('DELETE FROM batch_operation WHERE batch_key = ?');
  return {
    failBatchItem: db.transaction(
      ({ batchKey, number }: Pick<BatchItem, 'batchKey' | 'number'>, at: number, code: string): void => {
        if (fail.run({ batchKey, number, at, code }).changes === 0) return;
        count.run(batchKey);
        end(batchKey, at);
      },
    ),
    forgetUnstarted: db.transaction((before: number): boolean => {
      const row = unstarted.get(before);
      if (!row) return false;
      if (removeItems.run(row.batchKey).changes === 0) remove.run(row.batchKey);
      return true;
    }),
  };
}
