import type pg from 'pg';

import type { Event, Instant } from '../../../engine/index.js';
import type {
  Change,
  CommitOutcome,
  DueTimer,
  InstanceRow,
  NewDeployment,
  Postponed,
  StoredAnswer,
  StoredInstance,
  TimerRow,
  Waiting,
} from '../../../server/application/ports.js';
import { RolledBack, transaction } from './transaction.js';
import { meet, writeChange, type Meeting, type NameAndKey } from './write-change.js';

type Columns = Omit<InstanceRow, 'hasIncident'> & { state: string };

const INSTANCE = `
  SELECT instance_key AS "instanceKey", definition_key AS "definitionKey", process_id AS "processId", 1 AS version,
         business_key AS "businessKey", status, revision, started_at AS "startedAt", started_by AS "startedBy",
         ended_at AS "endedAt", end_reason AS "endReason", state
  FROM instance WHERE instance_key = $1`;
const WAITING = `
  s.instance_key AS "instanceKey", s.number, s.kind, s.name, s.correlation_key AS "correlationKey", s.element,
  i.process_id AS "processId", s.opened_at AS "openedAt"
  FROM subscription s JOIN instance i USING (instance_key)
  WHERE s.kind = 'message' AND s.name = $1 AND s.correlation_key IS NOT DISTINCT FROM $2`;
const TIMER = 't.instance_key AS "instanceKey", t.number, t.element, t.due_at AS "dueAt"';

/** The hardest part of the port on PostgreSQL, as one node sees it. Everything rests on its transactions and row locks. */
export function spikeStore(pool: pg.Pool, how: Meeting = 'row') {
  const rows = async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await pool.query<T>(text, [...values])).rows;
  const first = async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await rows<T>(text, values))[0] ?? null;

  return {
    ...deploying(rows),
    ...firing(pool, how),
    ...meetingPlaces(pool, how, rows),
    newKey: async () => (await first<{ key: number }>("SELECT nextval('key_sequence') AS key"))?.key ?? 0,
    commit: (change: Change): Promise<CommitOutcome> =>
      transaction(pool, (client) => writeChange(client, change, how)).catch(outcomeOf),
    findAnswer: ({ person, key }: { person: string; key: string }) =>
      first<StoredAnswer>('SELECT digest, status, body FROM answer WHERE person = $1 AND key = $2', [person, key]),
    removeAnswersBefore: async (at: Instant, limit: number) =>
      (
        await rows(
          `DELETE FROM answer WHERE (person, key) IN (
             SELECT person, key FROM answer WHERE answered_at < $1 ORDER BY answered_at LIMIT $2)
           RETURNING key`,
          [at, limit],
        )
      ).length,
    async instance(key: number): Promise<InstanceRow | null> {
      const row = await first<Columns>(INSTANCE, [key]);
      return row && { ...row, hasIncident: false };
    },
    async loadInstance(key: number): Promise<StoredInstance | null> {
      const row = await first<Columns>(INSTANCE, [key]);
      return row && { ...row, hasIncident: false, environmentKey: 'env', state: JSON.parse(row.state) as unknown };
    },
    history: async (key: number, after: number, limit: number) =>
      (
        await rows<{ sequence: number; at: number; by: string; event: string }>(
          `SELECT sequence, at, by, event FROM event WHERE instance_key = $1 AND sequence > $2
           ORDER BY sequence LIMIT $3`,
          [key, after, limit],
        )
      ).map(({ event, ...row }) => ({ ...row, event: JSON.parse(event) as Event })),
    timers: (key: number) =>
      rows<TimerRow>(`SELECT ${TIMER} FROM timer t WHERE instance_key = $1 ORDER BY due_at, number`, [key]),
    nextAttemptAt: async () =>
      (
        await first<{ at: number | null }>(
          `SELECT least((SELECT min(attempt_at) FROM timer),
                        (SELECT min(attempt_at) FROM message WHERE state = 'pending')) AS at`,
        )
      )?.at ?? null,
    dueTimers: (at: Instant, limit: number) =>
      rows<DueTimer>(
        `SELECT ${TIMER}, t.attempts FROM timer t WHERE attempt_at <= $1
         ORDER BY attempt_at, due_at, instance_key, number LIMIT $2`,
        [at, limit],
      ),
    async postpone(what: Postponed, until: Instant): Promise<void> {
      if (what.kind === 'timer') {
        const text = `UPDATE timer SET attempt_at = $4, attempts = attempts + 1
                      WHERE instance_key = $1 AND number = $2 AND due_at = $3`;
        await rows(text, [what.instanceKey, what.number, what.dueAt, until]);
      } else if (what.kind === 'message') {
        const text = 'UPDATE message SET attempt_at = $2, attempts = attempts + 1 WHERE message_key = $1';
        await rows(text, [what.messageKey, until]);
      }
    },
    async removeStale(what: Postponed): Promise<void> {
      if (what.kind !== 'timer') return;
      const text = 'DELETE FROM timer WHERE instance_key = $1 AND number = $2 AND due_at = $3';
      await rows(text, [what.instanceKey, what.number, what.dueAt]);
    },
    close: () => pool.end(),
  };
}

type Rows = <T extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<T[]>;

function outcomeOf(error: unknown): CommitOutcome {
  if (error instanceof RolledBack) return { kind: error.outcome };
  // the message was removed while it was being taken
  if ((error as { constraint?: string }).constraint === 'message_taker_message_key_fkey') return { kind: 'taken' };
  throw error;
}

const deploying = (rows: Rows) => ({
  async deploy({ name }: NewDeployment) {
    const text = `INSERT INTO definition (process_id) VALUES ($1) ON CONFLICT (process_id) DO UPDATE
                  SET region = definition.region RETURNING definition_key AS "definitionKey"`;
    return { deploymentKey: 1, definitions: await rows(text, [name]) };
  },
});

/** Timers, taken by whoever comes first. */
function firing(pool: pg.Pool, how: Meeting) {
  return {
    /**
     * Takes due timers whose instance no other node is at, and writes what each leads to, all in one transaction. The
     * locks of timer and instance are taken without waiting, so that people who write the same instance never wait in
     * a circle with it.
     * @param decide gives the change for a timer of an instance at a revision
     * @returns how many were taken
     */
    fireDueTimers: (
      at: Instant,
      limit: number,
      decide: (timer: DueTimer, revision: number) => Change,
    ): Promise<number> =>
      transaction(pool, async (client) => {
        const { rows: due } = await client.query<DueTimer>(
          `SELECT ${TIMER}, t.attempts FROM timer t JOIN instance i USING (instance_key) WHERE t.attempt_at <= $1
           ORDER BY t.attempt_at, t.due_at, t.instance_key, t.number LIMIT $2 FOR UPDATE SKIP LOCKED`,
          [at, limit],
        );
        for (const timer of due) {
          const text = 'SELECT revision FROM instance WHERE instance_key = $1';
          const { rows: instances } = await client.query<{ revision: number }>(text, [timer.instanceKey]);
          await writeChange(client, decide(timer, instances[0]?.revision ?? 0), how);
        }
        return due.length;
      }),
  };
}

/** Messages and those who wait for them. */
function meetingPlaces(pool: pg.Pool, how: Meeting, rows: Rows) {
  return {
    pendingMessages: async (at: Instant, limit: number) =>
      (
        await rows<{ variables: string }>(
          `SELECT message_key AS "messageKey", name, correlation_key AS "correlationKey", variables,
                  expires_at AS "expiresAt", attempts
           FROM message WHERE state = 'pending' AND attempt_at <= $1 ORDER BY message_key LIMIT $2`,
          [at, limit],
        )
      ).map((row) => ({ ...row, variables: JSON.parse(row.variables) as unknown })),
    takersOf: async (messageKey: number) =>
      (await rows<{ p: string }>('SELECT process_id AS p FROM message_taker WHERE message_key = $1', [messageKey])).map(
        ({ p }) => p,
      ),
    oldestWaiting: (name: string, correlationKey: string | null) =>
      rows<Waiting>(
        `SELECT * FROM (
           SELECT DISTINCT ON (i.process_id) ${WAITING} ORDER BY i.process_id, s.opened_at, s.instance_key, s.number)
         ORDER BY "openedAt", "instanceKey", number`,
        [name, correlationKey],
      ),
    nextWaiting: async ({ name, correlationKey, processId, openedAt, instanceKey, number }: Waiting) =>
      (
        await rows<Waiting>(
          `SELECT ${WAITING} AND i.process_id = $3 AND (s.opened_at, s.instance_key, s.number) > ($4, $5, $6)
           ORDER BY s.opened_at, s.instance_key, s.number LIMIT 1`,
          [name, correlationKey, processId, openedAt, instanceKey, number],
        )
      )[0] ?? null,
    removeMessage: async (messageKey: number) =>
      void (await rows('DELETE FROM message WHERE message_key = $1', [messageKey])),
    bufferMessage: (messageKey: number, at: Instant): Promise<'buffered' | 'expired' | 'again'> =>
      transaction(pool, async (client) => {
        const { rows: found } = await client.query<{ name: string; key: string | null }>(
          'SELECT name, correlation_key AS key FROM message WHERE message_key = $1',
          [messageKey],
        );
        const places = found.map(({ name, key }): NameAndKey => [name, key]);
        await meet(client, how, places);
        return putAway(client, messageKey, at);
      }),
  };
}

/** Each statement sees what was committed before it began, so everything that subscribed before the lock was given. */
export async function putAway(
  client: pg.PoolClient,
  messageKey: number,
  at: Instant,
): Promise<'buffered' | 'expired' | 'again'> {
  const { rowCount } = await client.query(
    `UPDATE message m SET state = 'buffered' WHERE message_key = $1
     AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.kind = 'message' AND s.name = m.name
                     AND s.correlation_key IS NOT DISTINCT FROM m.correlation_key)`,
    [messageKey],
  );
  if (rowCount === 0) return 'again';
  const gone = await client.query('DELETE FROM message WHERE message_key = $1 AND expires_at <= $2', [messageKey, at]);
  return gone.rowCount ? 'expired' : 'buffered';
}
