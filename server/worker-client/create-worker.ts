import { jobApi } from './job-api.js';
import { codeOf, Refused } from './job-errors.js';
import { pauseAfter, sleep } from './pauses.js';
import { runJob, type RunningJob } from './run-job.js';
import type { Job, Trouble, Variables, Worker, WorkerOptions } from './worker-options.js';

/** Handing back is a courtesy: without it a job is free when its lock runs out. */
const HAND_BACK = 2000;

/**
 * Starts a worker of one topic: asks for jobs and waits for them at the server, has at most `maxJobs` in hand, holds their
 * locks while they are handled, and answers each by what its handler returns or throws.
 * @returns the running worker; it works until it is stopped, through whatever trouble the network or the server has
 */
export function createWorker<V extends Variables = Variables>(options: WorkerOptions<V>): Worker {
  const { maxJobs = 10, requestTimeout = 30_000 } = options;
  const api = jobApi(options);
  const stopping = new AbortController();
  const inHand = new Map<Job<V>, RunningJob>();

  function tell(trouble: Trouble): void {
    try {
      options.onTrouble?.(trouble);
    } catch {
      // whoever listens is no reason to stop working
    }
  }

  async function work(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted;) {
      if (inHand.size >= maxJobs) {
        await Promise.race([...inHand.values()].map(({ done }) => done));
        continue;
      }
      const began = performance.now();
      try {
        const jobs = await api.fetch(maxJobs - inHand.size, stopping.signal);
        await Promise.all(jobs.map(begin));
        failures = 0;
        // a server that does not wait is not to be asked all the time
        if (jobs.length === 0 && performance.now() - began < Math.min(500, requestTimeout))
          await sleep(500, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        tell({ during: 'fetch', code: codeOf(error), error });
        await sleep(pauseAfter(failures++, error), stopping.signal);
      }
    }
  }

  async function begin(job: Job<V>): Promise<void> {
    if (stopping.signal.aborted) return handBack(job);
    const running = runJob(options, api, job, tell);
    inHand.set(job, running);
    void running.done.then(() => inHand.delete(job));
  }

  async function handBack(job: Job<V>): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), HAND_BACK);
    try {
      await api.extend(job, 0, late.signal);
    } catch (error) {
      // refused: it was answered in the end, or is another's
      if (!(error instanceof Refused)) tell({ during: 'hand back', jobKey: job.jobKey, code: codeOf(error), error });
    } finally {
      clearTimeout(timer);
    }
  }

  async function stop(within: number): Promise<void> {
    stopping.abort();
    await working;
    const all = Promise.all([...inHand.values()].map(({ done }) => done));
    const over = new AbortController();
    await Promise.race([all.then(() => over.abort()), sleep(within, over.signal)]);
    over.abort();
    const left = [...inHand];
    for (const [, running] of left) running.giveUp();
    await Promise.all(left.map(([job]) => handBack(job)));
    await all;
  }

  const working = work();
  let stopped: Promise<void> | undefined;
  return {
    get inHand() {
      return inHand.size;
    },
    stop: (within = 30_000) => (stopped ??= stop(within)),
  };
}
