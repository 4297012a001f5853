import type { BatchStep, Taken } from '../application/ports.js';
import type { Db } from './open-database.js';
import { Undone } from './undone.js';

const FROM: Readonly<Record<BatchStep['step'], string>> = {
  start: "state = 'CREATED'",
  suspend: "state = 'ACTIVE'",
  resume: "state = 'SUSPENDED'",
  cancel: "state IN ('ACTIVE', 'SUSPENDED')",
};
const TO: Readonly<Record<BatchStep['step'], string>> = {
  start: 'ACTIVE',
  suspend: 'SUSPENDED',
  resume: 'ACTIVE',
  cancel: 'CANCELED',
};

/** Steps of an operation as a whole. @throws Undone (conflict) where its state does not allow one */
export function batchStepWriter(db: Db): (step: BatchStep, at: number) => void {
  const to = (step: BatchStep['step']) =>
    db.prepare(
      `UPDATE batch_operation SET state = '${TO[step]}', ended_at = ${step === 'cancel' ? '@at' : 'ended_at'}
       WHERE batch_key = @batchKey AND ${FROM[step]}`,
    );
  const steps = { start: to('start'), suspend: to('suspend'), resume: to('resume'), cancel: to('cancel') };
  const end = batchEnd(db);
  return ({ batchKey, step }, at) => {
    const bound = step === 'cancel' ? { batchKey, at } : { batchKey };
    if (steps[step].run(bound).changes === 0) throw new Undone({ kind: 'conflict' });
    end(batchKey, at);
  };
}

/** An operation all of whose items are carried out has ended. */
export function batchEnd(db: Db): (batchKey: number, at: number) => void {
  const end = db.prepare(
    `UPDATE batch_operation SET state = 'COMPLETED', ended_at = @at
     WHERE batch_key = @batchKey AND state = 'ACTIVE' AND done + failed = total`,
  );
  return (batchKey, at) => void end.run({ batchKey, at });
}

/** Ticks off an item of an operation that is active. @returns false when it is not to be carried out (any more) */
export function batchItemWriter(db: Db): (taken: Taken & { readonly kind: 'batchItem' }, at: number) => boolean {
  const item = db.prepare(
    `UPDATE batch_item SET state = 'COMPLETED', ended_at = @at
     WHERE batch_key = @batchKey AND number = @number AND state = 'ACTIVE'
     AND EXISTS (SELECT 1 FROM batch_operation WHERE batch_key = @batchKey AND state = 'ACTIVE')`,
  );
  const count = db.prepare('UPDATE batch_operation SET done = done + 1 WHERE batch_key = ?');
  const end = batchEnd(db);
  return ({ batchKey, number }, at) => {
    if (item.run({ batchKey, number, at }).changes === 0) return false;
    count.run(batchKey);
    end(batchKey, at);
    return true;
  };
}
