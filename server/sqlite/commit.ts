import type { Change, CommitOutcome, Idempotency, StoredAnswer } from '../application/ports.js';
import type { Db } from './open-database.js';
import { Conflict, instanceWriter } from './write-instance.js';
import { AlreadyTaken, outboxWriter } from './write-outbox.js';
import { partsWriter } from './write-parts.js';

/** Writes everything of one command in one transaction, or nothing. */
export function commitWriter(db: Db, region: number) {
  const answers = answerRows(db, region);
  const writeInstance = instanceWriter(db, region);
  const writeParts = partsWriter(db, region);
  const outbox = outboxWriter(db, region);

  const write = db.transaction((change: Change): CommitOutcome => {
    const { instance, idempotency } = change;
    const answer = idempotency && answers.find(idempotency);
    if (answer) return { kind: 'repeated', answer };
    if (change.taken) outbox.take(change.taken);
    if (instance) {
      writeInstance(change, instance);
      writeParts(change, instance.instanceKey);
    }
    outbox.send(change);
    if (idempotency) answers.save(change);
    return { kind: 'committed' };
  });

  return {
    findAnswer: answers.find,
    removeAnswersBefore: answers.removeBefore,
    commit(change: Change): CommitOutcome {
      try {
        return write.immediate(change);
      } catch (error) {
        if (error instanceof Conflict) return { kind: 'conflict' };
        if (error instanceof AlreadyTaken) return { kind: 'taken' };
        throw error;
      }
    },
  };
}

function answerRows(db: Db, region: number) {
  const find = db.prepare<object, StoredAnswer>(
    'SELECT digest, status, body FROM answer WHERE person = @person AND key = @key',
  );
  const save = db.prepare(
    `INSERT INTO answer (person, key, region, digest, status, body, answered_at)
     VALUES (@person, @key, @region, @digest, @status, @body, @at)`,
  );
  const remove = db.prepare('DELETE FROM answer WHERE answered_at < ?');
  return {
    find: ({ person, key }: Idempotency): StoredAnswer | null => find.get({ person, key }) ?? null,
    save: ({ at, idempotency }: Change): void => {
      save.run({ ...idempotency, region, at });
    },
    removeBefore: (at: number): void => {
      remove.run(at);
    },
  };
}
