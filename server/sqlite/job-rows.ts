import type {
  HandedOut,
  JobFilter,
  JobRequest,
  JobRow,
  JobsLocked,
  JobUpdate,
  JobUpdated,
  JobView,
  Page,
  PageRequest,
  Part,
} from '../application/ports.js';
import { answerRows } from './answer-rows.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { jobAuditWriter } from './write-audit.js';

const COLUMNS = `instance_key AS instanceKey, number, element, topic, retries, created_at AS createdAt,
                 available_at AS availableAt, lock_token AS lockToken, locked_until AS lockedUntil, worker`;

/** Jobs for service and send tasks: fetched and locked by workers, looked at by operators. Whoever writes runs in a transaction. */
export function jobRows(db: Db, region: number) {
  return { ...jobLocks(db, region), ...jobReading(db) };
}

function jobLocks(db: Db, region: number) {
  const answers = answerRows(db, region);
  const audit = jobAuditWriter(db, region);
  const available = db.prepare<object, Part>(
    `SELECT instance_key AS instanceKey, number FROM job
     WHERE topic = @topic AND retries > 0 AND suspended = 0 AND available_at <= @at
     ORDER BY available_at, instance_key, number LIMIT @limit`,
  );
  const next = db.prepare<[string], { at: number | null }>(
    'SELECT min(available_at) AS at FROM job WHERE topic = ? AND retries > 0 AND suspended = 0',
  );
  const lock = db.prepare<object, JobRow>(
    `UPDATE job SET lock_token = @lockToken, locked_until = @until, available_at = @until, worker = @worker
     WHERE instance_key = @instanceKey AND number = @number RETURNING ${COLUMNS}`,
  );
  const extend = db.prepare(
    `UPDATE job SET locked_until = coalesce(@until, locked_until), available_at = coalesce(@until, available_at),
            retries = coalesce(@retries, retries)
     WHERE instance_key = @instanceKey AND number = @number AND lock_token = @lockToken AND locked_until > @at`,
  );
  const handBack = db.prepare(
    `UPDATE job SET lock_token = NULL, locked_until = NULL, worker = NULL, available_at = @at,
            retries = coalesce(@retries, retries)
     WHERE instance_key = @instanceKey AND number = @number AND lock_token = @lockToken AND locked_until > @at`,
  );
  const takeBack = db.prepare(
    `UPDATE job SET lock_token = NULL, locked_until = NULL, worker = NULL, available_at = created_at
     WHERE instance_key = @instanceKey AND number = @number AND lock_token = @lockToken`,
  );

  return {
    lockJobs(request: JobRequest): JobsLocked {
      const { topic, worker, at, by, until, lockTokens, idempotency } = request;
      const answer = idempotency && answers.find(idempotency);
      if (answer) return { kind: 'repeated', answer };
      const jobs = available
        .all({ topic, at, limit: lockTokens.length })
        .map((part, index) => lock.get({ ...part, lockToken: lockTokens[index], until, worker }) as JobRow);
      for (const { instanceKey, number } of jobs) audit({ at, by, action: 'ActivateJob', instanceKey, number });
      if (idempotency && jobs.length > 0) save(idempotency, at, JSON.stringify(jobs.map(handedOut)));
      return { kind: 'locked', jobs };
    },
    nextJobAt: (topic: string): number | null => next.get(topic)?.at ?? null,
    updateJob(asked: JobUpdate): JobUpdated {
      const { instanceKey, number, lockToken, at, by, until = null, retries = null, idempotency } = asked;
      const answer = idempotency && answers.find(idempotency);
      if (answer) return { kind: 'repeated', answer };
      const bound = { instanceKey, number, lockToken, at, retries };
      const { changes } = until !== null && until <= at ? handBack.run(bound) : extend.run({ ...bound, until });
      if (changes === 0) return { kind: 'lost' };
      audit({ at, by, action: 'UpdateJob', instanceKey, number });
      if (idempotency) save(idempotency, at, '');
      return { kind: 'updated' };
    },
    takeBackJobs(jobs: readonly HandedOut[]): void {
      for (const job of jobs) takeBack.run(handedOut(job));
    },
  };

  function save(idempotency: NonNullable<JobRequest['idempotency']>, at: number, body: string): void {
    answers.saveOrFind({ ...idempotency, body }, at);
  }
}

const handedOut = ({ instanceKey, number, lockToken }: Part & Pick<JobRow, 'lockToken'>) => ({
  instanceKey,
  number,
  lockToken,
});

const VIEW = `SELECT j.instance_key AS instanceKey, j.number, j.element, j.topic, j.retries, j.created_at AS createdAt,
         j.available_at AS availableAt, j.lock_token AS lockToken, j.locked_until AS lockedUntil, j.worker, j.failures,
         j.failed_at AS failedAt, i.definition_key AS definitionKey, i.process_id AS processId,
         i.business_key AS businessKey,
         (SELECT text FROM failure_text f WHERE f.instance_key = j.instance_key AND f.number = j.number) AS errorMessage`;
const INSTANCE = 'CROSS JOIN instance i USING (instance_key)';

const STATES = {
  CREATED: 'j.retries > 0 AND j.available_at <= @at',
  ACTIVATED: 'j.lock_token IS NOT NULL AND j.locked_until > @at',
  BACKING_OFF: 'j.failed_at IS NOT NULL AND j.retries > 0 AND j.lock_token IS NULL AND j.available_at > @at',
  FAILED: 'j.retries = 0',
} as const;

function jobReading(db: Db) {
  const one = db.prepare<Part, JobView>(
    `${VIEW} FROM job j ${INSTANCE} WHERE j.instance_key = @instanceKey AND j.number = @number`,
  );
  return {
    job: (part: Part): JobView | null => one.get({ instanceKey: part.instanceKey, number: part.number }) ?? null,
    searchJobs(filter: JobFilter, at: number, page: PageRequest): Page<JobView> {
      const order = orderOf(filter);
      const position = page.after === undefined ? undefined : decodeCursor(page.after, order.length);
      const rows = db
        .prepare<object, JobView>(
          `${partsOf(order)
            .map(
              (part) =>
                `${VIEW} FROM job j ${indexFor(filter)} ${INSTANCE} ${where([
                  part,
                  filter.state !== undefined && STATES[filter.state],
                  filter.topic !== undefined && 'j.topic = @topic',
                  filter.instanceKey !== undefined && 'j.instance_key = @ofInstance',
                  filter.element !== undefined && 'j.element = @element',
                  filter.worker !== undefined && 'j.lock_token IS NOT NULL AND j.worker = @worker',
                  position !== undefined &&
                    `(${columnsOf(order)}) > (${order.map((_, index) => `@after${index}`).join(', ')})`,
                ])}`,
            )
            .join(' UNION ALL ')} ORDER BY ${order.map(({ field }) => field).join(', ')} LIMIT @limit`,
        )
        .all({
          at,
          topic: filter.topic,
          ofInstance: filter.instanceKey,
          element: filter.element,
          worker: filter.worker,
          ...Object.fromEntries((position ?? []).map((value, index) => [`after${index}`, value])),
          limit: page.limit + 1,
        });
      return toPage(
        rows,
        page.limit,
        (row) => row,
        (row) => order.map(({ field }) => row[field]),
      );
    },
  };
}

const BY_KEY = [
  { column: 'j.instance_key', field: 'instanceKey' },
  { column: 'j.number', field: 'number' },
] as const;
const BY_AVAILABILITY = [{ column: 'j.available_at', field: 'availableAt' }, ...BY_KEY] as const;
type Order = typeof BY_KEY | typeof BY_AVAILABILITY;

/** What waits in a topic comes in the order in which it will be handed out, everything else in the order of the keys. */
const orderOf = ({ instanceKey, state, worker, topic }: JobFilter): Order =>
  state === 'CREATED' && topic !== undefined && instanceKey === undefined && worker === undefined
    ? BY_AVAILABILITY
    : BY_KEY;
/** What is on hold stands apart from what can be handed out, each in that order. */
const partsOf = (order: Order): readonly (string | false)[] =>
  order === BY_AVAILABILITY ? ['j.suspended = 0', 'j.suspended = 1'] : [false];
const columnsOf = (order: Order): string => order.map(({ column }) => column).join(', ');

/** Said, not left to the planner: it has no statistics, and a million jobs may wait. */
function indexFor({ instanceKey, state, worker, topic, element }: JobFilter): string {
  if (instanceKey !== undefined) return '';
  if (worker !== undefined || state === 'ACTIVATED') return 'INDEXED BY job_held';
  if (state === 'FAILED') return 'INDEXED BY job_failed';
  if (state === 'BACKING_OFF') return 'INDEXED BY job_backing_off';
  if (topic !== undefined && state === 'CREATED') return 'INDEXED BY job_topic';
  // an element has one topic
  if (element !== undefined) return 'INDEXED BY job_of_element';
  return topic === undefined ? '' : 'INDEXED BY job_of_topic';
}
