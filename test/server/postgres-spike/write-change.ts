import type pg from 'pg';

import type { Change, CommitOutcome, StoredAnswer } from '../../../server/application/ports.js';
import { RolledBack } from './transaction.js';

/** How subscribing and putting away a message keep out of each other's way. `none` is the control that must fail. */
export type Meeting = 'row' | 'advisory' | 'none';

export type NameAndKey = readonly [name: string, correlationKey: string | null];

/**
 * Locks where publishing and subscribing meet, before anything else is locked and in one order, so that no circle of
 * waiting can come about.
 */
export async function meet(client: pg.PoolClient, how: Meeting, places: readonly NameAndKey[]): Promise<void> {
  for (const place of [...new Set(places.map(([name, key]) => JSON.stringify([name, key ?? ''])))].sort()) {
    if (how === 'row') {
      await client.query(
        `INSERT INTO meeting (name, correlation_key) VALUES ($1, $2)
         ON CONFLICT (name, correlation_key) DO UPDATE SET region = meeting.region`,
        JSON.parse(place) as string[],
      );
    } else if (how === 'advisory') {
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
    }
  }
}

/** Writes one change within a transaction. @throws RolledBack where the whole of it must go */
export async function writeChange(client: pg.PoolClient, change: Change, how: Meeting): Promise<CommitOutcome> {
  const opened = change.subscriptionsOpened ?? [];
  await meet(
    client,
    how,
    opened.map(({ name, correlationKey }) => [name, correlationKey]),
  );
  const answer = await keepAnswer(client, change);
  if (answer) return { kind: 'repeated', answer };
  await take(client, change);
  if (change.instance) {
    await writeInstance(client, change, change.instance);
    await writeParts(client, change, change.instance.instanceKey);
  }
  for (const { messageKey, name, correlationKey, variables, expiresAt } of change.messages ?? []) {
    await client.query(
      `INSERT INTO message (message_key, name, correlation_key, variables, expires_at, state, attempt_at)
       VALUES ($1, $2, $3, $4, $5, 'pending', $6)`,
      [messageKey, name, correlationKey, JSON.stringify(variables), expiresAt, change.at],
    );
  }
  await client.query('NOTIFY work');
  return { kind: 'committed' };
}

/** The unique key decides: a second command waits here until the first has committed or rolled back. */
async function keepAnswer(client: pg.PoolClient, { at, idempotency }: Change): Promise<StoredAnswer | null> {
  if (!idempotency) return null;
  const { person, key, digest, status, body } = idempotency;
  const { rowCount } = await client.query(
    `INSERT INTO answer (person, key, digest, status, body, answered_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person, key) DO NOTHING`,
    [person, key, digest, status, body, at],
  );
  if (rowCount === 1) return null;
  const { rows } = await client.query<StoredAnswer>(
    'SELECT digest, status, body FROM answer WHERE person = $1 AND key = $2',
    [person, key],
  );
  return rows[0] ?? null;
}

async function take(client: pg.PoolClient, { taken }: Change): Promise<void> {
  if (taken?.kind !== 'message') return;
  const { rowCount } = await client.query(
    `INSERT INTO message_taker (message_key, process_id) SELECT message_key, $2 FROM message WHERE message_key = $1
     ON CONFLICT (message_key, process_id) DO NOTHING`,
    [taken.messageKey, taken.processId],
  );
  if (rowCount === 0) throw new RolledBack('taken');
}

async function writeInstance(
  client: pg.PoolClient,
  { at, by, events = [] }: Change,
  { instanceKey, expectedRevision, state, created, endReason }: NonNullable<Change['instance']>,
): Promise<void> {
  if (created && state) {
    await client.query(
      `INSERT INTO instance (instance_key, definition_key, process_id, business_key, status, revision, event_count,
                             started_at, started_by, state)
       VALUES ($1, $2, $3, $4, $5, 1, 0, $6, $7, $8)`,
      [
        ...[instanceKey, created.definitionKey, created.processId, state.businessKey, state.status],
        ...[at, by, state.text],
      ],
    );
  } else {
    const ended = state && state.status !== 'running';
    const { rowCount } = await client.query(
      `UPDATE instance SET revision = revision + 1, business_key = coalesce($3, business_key),
              status = coalesce($4, status), state = coalesce($5, state), ended_at = $6, end_reason = $7
       WHERE instance_key = $1 AND revision = $2`,
      [
        ...[instanceKey, expectedRevision, state?.businessKey ?? null, state?.status ?? null],
        ...[state?.text ?? null, ended ? at : null, ended ? (endReason ?? null) : null],
      ],
    );
    if (rowCount === 0) throw new RolledBack('conflict');
  }
  for (const event of events) {
    await client.query(
      `WITH next AS (UPDATE instance SET event_count = event_count + 1 WHERE instance_key = $1 RETURNING event_count)
       INSERT INTO event (instance_key, sequence, at, by, event) SELECT $1, event_count, $2, $3, $4 FROM next`,
      [instanceKey, at, by, JSON.stringify(event)],
    );
  }
}

async function writeParts(client: pg.PoolClient, change: Change, instanceKey: number): Promise<void> {
  const { at } = change;
  const remove = (table: 'timer' | 'subscription', numbers: readonly number[] = []) =>
    numbers.length > 0 &&
    client.query(`DELETE FROM ${table} WHERE instance_key = $1 AND number = ANY($2)`, [instanceKey, numbers]);
  await remove('timer', change.timersRemoved);
  for (const { number, element, dueAt } of change.timersSet ?? []) {
    await client.query(
      `INSERT INTO timer (instance_key, number, element, due_at, attempt_at) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (instance_key, number) DO UPDATE
       SET element = excluded.element, due_at = excluded.due_at, attempt_at = excluded.due_at, attempts = 0`,
      [instanceKey, number, element, dueAt],
    );
  }
  await remove('subscription', change.subscriptionsClosed);
  for (const { number, kind, name, correlationKey, element } of change.subscriptionsOpened ?? []) {
    await client.query(
      `INSERT INTO subscription (instance_key, number, kind, name, correlation_key, element, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (instance_key, number) DO UPDATE
       SET name = excluded.name, correlation_key = excluded.correlation_key, element = excluded.element`,
      [instanceKey, number, kind, name, correlationKey, element, at],
    );
    await client.query(
      `UPDATE message SET state = 'pending', attempt_at = $3
       WHERE state = 'buffered' AND name = $1 AND correlation_key IS NOT DISTINCT FROM $2 AND expires_at > $3`,
      [name, correlationKey, at],
    );
  }
  const status = change.instance?.state?.status;
  if (status === undefined || status === 'running') return;
  await client.query('DELETE FROM timer WHERE instance_key = $1', [instanceKey]);
  await client.query('DELETE FROM subscription WHERE instance_key = $1', [instanceKey]);
}
