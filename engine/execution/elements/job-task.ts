import type { JobTaskModel } from '../../model/executable-model.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { throwMessage } from '../throwing.js';
import { activity } from './activity.js';

/** Service and send tasks: a job that a worker fetches, or a message thrown at once (13.3.3). */
export const jobTask = activity<JobTaskModel>({
  start(run, token, element) {
    if (element.topic !== undefined) return createJob(run, token, element, element.retries);
    if (element.message) throwMessage(run, token, element.message, token.local ?? {});
    run.enqueue({ phase: 'complete', token: token.id });
  },
});

export function createJob(run: Run, token: Token, element: JobTaskModel, retries: number): void {
  const job = { jobId: run.idOf(token.id), token: token.id, element: element.id, topic: element.topic ?? '', retries };
  run.emit({ type: 'JobCreated', ...job, at: run.now });
}
