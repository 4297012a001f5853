import type { Change, CommitOutcome } from '../application/ports.js';
import { answerRows } from './answer-rows.js';
import { legalHoldWriter } from './archive-rows.js';
import type { Db } from './open-database.js';
import { quarantineEnder } from './quarantine-rows.js';
import { runningBeside } from './running-beside.js';
import { Undone } from './undone.js';
import { auditWriter } from './write-audit.js';
import { batchStepWriter } from './write-batch.js';
import { feedWriter } from './write-feed.js';
import { handledWriter } from './write-handled.js';
import { historyWriter } from './write-history.js';
import { instanceWriter } from './write-instance.js';
import { jobHeldCheck } from './write-jobs.js';
import { outboxWriter } from './write-outbox.js';
import { partsWriter } from './write-parts.js';
import { webhookWriter } from './write-webhook.js';

/**
 * Writes everything of one command, or nothing. It runs inside a transaction that other commands may share: an outcome
 * other than `committed` is given before the first write, or thrown as `Undone`, which rolls the writes back.
 */
export function commitWriter(db: Db, region: number) {
  const answers = answerRows(db, region);
  const writeInstance = instanceWriter(db, region);
  const writeHistory = historyWriter(db, region);
  const writeAudit = auditWriter(db, region);
  const besides = runningBeside(db);
  const writeParts = partsWriter(db, region);
  const isJobHeld = jobHeldCheck(db);
  const outbox = outboxWriter(db, region);
  const endQuarantine = quarantineEnder(db);
  const writeFeed = feedWriter(db, region);
  const handle = handledWriter(db);
  const stepBatch = batchStepWriter(db);
  const writeWebhook = webhookWriter(db, region);
  const writeLegalHold = legalHoldWriter(db, region);

  return {
    findAnswer: answers.find,
    removeAnswersBefore: answers.removeBefore,
    commit(change: Change): CommitOutcome {
      const { instance, idempotency, taken } = change;
      const answer = idempotency && answers.saveOrFind(idempotency, change.at);
      if (answer) return { kind: 'repeated', answer };
      if (taken && !outbox.take(taken, change.at)) throw new Undone({ kind: 'taken' });
      if (!isJobHeld(change)) throw new Undone({ kind: 'conflict' });
      const other = instance && besides(instance);
      if (other !== undefined) throw new Undone({ kind: 'alreadyRunning', instanceKey: other });
      const sequence = instance ? writeInstance(change, instance) : null;
      if (instance && sequence === null) throw new Undone({ kind: 'conflict' });
      if (instance) writeParts(change, instance.instanceKey);
      endQuarantine(change);
      writeLegalHold(change);
      outbox.send(change);
      writeFeed(change);
      if (change.handled) handle(change, change.handled);
      if (change.batch) stepBatch(change.batch, change.at);
      if (change.webhook) writeWebhook(change.webhook, change);
      writeAudit(change, sequence, instance && sequence ? writeHistory(change, instance.instanceKey, sequence) : null);
      return { kind: 'committed' };
    },
  };
}
