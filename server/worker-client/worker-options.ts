/** Plain JSON by name; dates, times, durations and decimals are texts. */
export type Variables = Readonly<Record<string, unknown>>;

/** A job as the server hands it out. */
export interface Job<V extends Variables = Variables> {
  readonly jobKey: string;
  /** Its topic. */
  readonly type: string;
  readonly lockToken: string;
  /** ISO 8601 instant at which the lock ends; the worker extends it while the handler runs. */
  readonly deadline: string;
  /** Attempts left, this one included. */
  readonly retries: number;
  readonly elementId: string;
  readonly processInstanceKey: string;
  readonly processDefinitionId: string;
  readonly businessKey?: string;
  readonly variables: V;
}

export interface JobContext {
  /** Aborted when the job is no longer ours: its instance was cancelled, its lock was lost, or the worker stops. */
  readonly signal: AbortSignal;
}

export type Headers = Readonly<Record<string, string>>;

/** Something that the worker deals with by itself, for its log. Never holds variables. */
export interface Trouble {
  readonly during: 'fetch' | 'handle' | 'extend' | 'answer' | 'hand back';
  readonly jobKey?: string;
  /** Code of the server's problem (`JOB_LOCK_LOST`, …), or the name of what was thrown. */
  readonly code: string;
  /** What was thrown; its message may concern a patient where a handler threw it. */
  readonly error: unknown;
}

export interface WorkerOptions<V extends Variables = Variables> {
  /** Of the server or a demo world, without a slash at the end: `http://localhost:3000`. */
  readonly baseUrl: string;
  /** As the model's service or send task names it. */
  readonly topic: string;
  /** Name under which operators see who holds a job. */
  readonly worker: string;
  /**
   * Does the work. What it returns completes the job with these variables; a `BpmnError` ends it by that error; anything
   * else that is thrown is a failure, and the job is tried again later (`JobFailure` says how). A job may be handled twice,
   * after a crash or when its lock was lost: make the effect one that may be repeated, `job.jobKey` names it.
   */
  readonly handle: (job: Job<V>, context: JobContext) => Promise<Variables | void> | Variables | void;
  /** Sent with every request: who asks (`X-Demo-Person` in demo mode). */
  readonly headers?: Headers | (() => Headers | Promise<Headers>);
  /** Most jobs in hand at a time (10). */
  readonly maxJobs?: number;
  /** Milliseconds for which a lock holds, extended at half of them (60 000). */
  readonly lock?: number;
  /** Milliseconds that one question for jobs waits at the server (30 000, at most 60 000). */
  readonly requestTimeout?: number;
  /** Names of the variables that are needed; all where absent. */
  readonly fetchVariables?: readonly string[];
  /** Milliseconds until a failed job is tried again, by the attempts left; the server's own rule where absent. */
  readonly backOff?: (retries: number) => number;
  readonly onTrouble?: (trouble: Trouble) => void;
}

export interface Worker {
  /** Jobs in hand. */
  readonly inHand: number;
  /**
   * Fetches nothing more, lets the jobs in hand finish, and hands back those that have not when the time is over.
   * @param within milliseconds (30 000)
   */
  stop(within?: number): Promise<void>;
}
