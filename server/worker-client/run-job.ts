import type { JobAnswer, JobApi } from './job-api.js';
import { BpmnError, codeOf, JobFailure, Refused } from './job-errors.js';
import { sleep } from './pauses.js';
import type { Job, Trouble, Variables, WorkerOptions } from './worker-options.js';

const LONGEST_REASON = 1000;

/** A job in hand. */
export interface RunningJob {
  /** Fulfilled when the job is answered, lost or handed back; never rejected. */
  readonly done: Promise<void>;
  /** Gives the job up: its handler is told, and it is handed back. */
  giveUp(): void;
}

/** Handles one job, holding its lock meanwhile, and answers it. */
export function runJob<V extends Variables>(
  options: WorkerOptions<V>,
  api: JobApi<V>,
  job: Job<V>,
  tell: (trouble: Trouble) => void,
): RunningJob {
  /** Aborted when the job is no longer ours. */
  const lost = new AbortController();
  const ended = new AbortController();
  const { jobKey } = job;
  const report = (during: Trouble['during'], error: unknown): void =>
    tell({ during, jobKey, code: codeOf(error), error });
  let answering = false;

  async function hold(lock = options.lock ?? 60_000): Promise<void> {
    for (let pause = lock / 2; ;) {
      await sleep(pause, ended.signal);
      if (ended.signal.aborted) return;
      try {
        await api.extend(job, lock, ended.signal);
        pause = lock / 2;
      } catch (error) {
        if (ended.signal.aborted) return;
        // while it is being answered, the answer decides what became of it
        if (!answering) report('extend', error);
        if (error instanceof Refused && isOver(error)) return answering ? undefined : lost.abort();
        pause = lock / 10;
      }
    }
  }

  async function work(): Promise<void> {
    const answer = await Promise.race([handled(options, job, lost.signal, report), whenAborted(lost.signal)]);
    if (!answer || lost.signal.aborted) return;
    answering = true;
    try {
      await api.answer(job, answer, lost.signal);
    } catch (error) {
      if (!lost.signal.aborted) await answerRefused(answer, error);
    }
  }

  /** What the server does not take as a result is a failure, for somebody to look at. */
  async function answerRefused(answer: JobAnswer, error: unknown): Promise<void> {
    report('answer', error);
    if (!(error instanceof Refused) || isOver(error) || answer.kind === 'failure') return;
    const reason = `The ${answer.kind} was refused: ${error.code}`;
    const failure = failureOf(options, job, new JobFailure(reason));
    await api.answer(job, failure, lost.signal).catch((again: unknown) => report('answer', again));
  }

  const done = Promise.all([
    hold(),
    work()
      .catch((error: unknown) => report('answer', error))
      .finally(() => ended.abort()),
  ]).then(() => undefined);
  return { done, giveUp: () => lost.abort() };
}

/** The job is no longer ours to answer. */
const isOver = ({ code }: Refused): boolean => code.startsWith('JOB_') || code.startsWith('INSTANCE_');

/** What the handler's outcome means for the job. */
async function handled<V extends Variables>(
  options: WorkerOptions<V>,
  job: Job<V>,
  signal: AbortSignal,
  report: (during: 'handle', error: unknown) => void,
): Promise<JobAnswer> {
  try {
    const variables = await options.handle(job, { signal });
    return { kind: 'completion', ...(variables && { variables }) };
  } catch (error) {
    if (error instanceof BpmnError) {
      const { errorCode, variables } = error;
      return { kind: 'error', errorCode, ...(variables && { variables }) };
    }
    if (!signal.aborted) report('handle', error);
    return failureOf(options, job, error);
  }
}

function failureOf<V extends Variables>(options: WorkerOptions<V>, job: Job<V>, error: unknown): JobAnswer {
  const asked = error instanceof JobFailure ? error.options : {};
  const retries = asked.retries ?? Math.max(0, job.retries - 1);
  const retryBackOff = asked.retryBackOff ?? options.backOff?.(retries);
  const said = error instanceof Error ? error.message || error.name : String(error);
  return {
    kind: 'failure',
    retries,
    ...(retryBackOff !== undefined && { retryBackOff: Math.max(0, Math.round(retryBackOff)) }),
    ...(said !== '' && { reason: said.slice(0, LONGEST_REASON) }),
  };
}

const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined));
  });
