import type { KeptMessage, MessageFilter, Page, PageRequest } from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';

const KEPT = `
  SELECT * FROM (
    SELECT message_key AS messageKey, name, correlation_key AS correlationKey, 'BUFFERED' AS state,
           published_at AS publishedAt, expires_at AS expiresAt, NULL AS refusedAt, NULL AS processId, NULL AS code
    FROM message WHERE state = 'buffered'
    UNION ALL
    SELECT message_key, name, correlation_key, 'REFUSED', published_at, NULL, refused_at, process_id, code
    FROM refused_message)`;

/** Messages that are kept: waiting for somebody to take them, or set aside. */
export function messageRows(db: Db) {
  const keep = db.prepare(
    `INSERT INTO refused_message (message_key, region, name, correlation_key, variables, source_instance, published_at,
                                  refused_at, process_id, code)
     SELECT message_key, region, name, correlation_key, variables, source_instance, published_at, @at, @processId, @code
     FROM message WHERE message_key = @messageKey`,
  );
  const remove = [
    db.prepare('DELETE FROM message WHERE message_key = ?'),
    db.prepare('DELETE FROM message_taker WHERE message_key = ?'),
  ];
  return {
    refuseMessage: db.transaction(
      (messageKey: number, at: number, why: { readonly processId: string; readonly code: string }): void => {
        keep.run({ messageKey, at, processId: why.processId, code: why.code });
        remove.forEach((statement) => statement.run(messageKey));
      },
    ),
    searchMessages({ state, name, correlationKey }: MessageFilter, page: PageRequest): Page<KeptMessage> {
      const [after] = page.after === undefined ? [] : decodeCursor(page.after, 1);
      const rows = db
        .prepare<object, KeptMessage>(
          `${KEPT} ${where([
            state !== undefined && 'state = @state',
            name !== undefined && 'name = @name',
            correlationKey !== undefined && 'correlationKey = @correlationKey',
            after !== undefined && 'messageKey > @after',
          ])} ORDER BY messageKey LIMIT @limit`,
        )
        .all({ state, name, correlationKey, after, limit: page.limit + 1 });
      return toPage(
        rows,
        page.limit,
        (row) => row,
        (row) => [row.messageKey],
      );
    },
  };
}
