/** The small client for job workers: no dependencies beyond Node's own fetch. */
export { createWorker } from './create-worker.js';
export { BpmnError, JobFailure } from './job-errors.js';
export type { Headers, Job, JobContext, Trouble, Variables, Worker, WorkerOptions } from './worker-options.js';
