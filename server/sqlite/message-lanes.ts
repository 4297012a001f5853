import type { Db } from './open-database.js';

/** Messages of one name and key: they take their turns in the order of publication. */
export interface Lane {
  readonly name: string;
  readonly correlationKey: string | null;
}

/** Kept messages of a lane that are looked at for one that has not expired. */
const LOOKED_AT = 100;

const OF_LANE = 'name = @name AND correlation_key IS @correlationKey';

/**
 * Keeps the turns: of the pending messages of a lane the earliest is not queued, all others are; and where somebody
 * waits, the earliest buffered one is pending (behind many that have expired, as soon as those are forgotten). Each call
 * costs a few look-ups, however long the lane is, and belongs in the transaction of its cause.
 */
export function messageLanes(db: Db) {
  const earliest = (queued: 0 | 1) =>
    db.prepare<Lane, { messageKey: number }>(
      `SELECT message_key AS messageKey FROM message WHERE state = 'pending' AND queued = ${queued} AND ${OF_LANE}
       ORDER BY message_key LIMIT 1`,
    );
  const turn = earliest(0);
  const next = earliest(1);
  const setQueued = db.prepare('UPDATE message SET queued = @queued WHERE message_key = @messageKey');
  const wake = db.prepare(
    `UPDATE message SET state = 'pending', queued = 1, attempt_at = @at, attempts = 0 WHERE message_key = (
       SELECT message_key FROM (SELECT message_key, expires_at FROM message WHERE state = 'buffered' AND ${OF_LANE}
                                ORDER BY message_key LIMIT ${LOOKED_AT})
       WHERE expires_at > @at ORDER BY message_key LIMIT 1)`,
  );
  const tryNow = db.prepare(
    `UPDATE message SET attempt_at = @at WHERE state = 'pending' AND queued = 0 AND ${OF_LANE} AND attempt_at > @at`,
  );
  const awaited = db.prepare<Lane, unknown>(`SELECT 1 FROM subscription WHERE ${OF_LANE} AND kind = 'message' LIMIT 1`);

  function order({ name, correlationKey }: Lane): void {
    const first = next.get({ name, correlationKey });
    if (!first) return;
    const head = turn.get({ name, correlationKey });
    if (head && head.messageKey < first.messageKey) return;
    if (head) setQueued.run({ messageKey: head.messageKey, queued: 1 });
    setQueued.run({ messageKey: first.messageKey, queued: 0 });
  }

  function subscribed({ name, correlationKey }: Lane, at: number): void {
    tryNow.run({ name, correlationKey, at });
    if (wake.run({ name, correlationKey, at }).changes > 0) order({ name, correlationKey });
  }

  function lookAgain({ name, correlationKey }: Lane, at: number): void {
    if (awaited.get({ name, correlationKey })) subscribed({ name, correlationKey }, at);
  }

  return {
    /** A pending message is about to come, or to come back. @returns what its row says of its turn */
    queuedAt: ({ name, correlationKey }: Lane): 0 | 1 => (turn.get({ name, correlationKey }) ? 1 : 0),
    order,
    /**
     * Somebody has begun to wait, or waits again: in the same transaction, so that no message is missed between looking
     * and waiting. The one that has its turn is not put off any longer.
     */
    subscribed,
    /** A message has gone: the next one has its turn. */
    left(lane: Lane, at: number): void {
      lookAgain(lane, at);
      order(lane);
    },
    /** Kept messages have expired: one behind them may be for somebody who waits. */
    expired: (gone: readonly Lane[], at: number): void => {
      const lanes = new Map(gone.map((lane) => [JSON.stringify([lane.name, lane.correlationKey]), lane]));
      for (const lane of lanes.values()) lookAgain(lane, at);
    },
    hasPending: ({ name, correlationKey }: Lane): boolean => turn.get({ name, correlationKey }) !== undefined,
  };
}
