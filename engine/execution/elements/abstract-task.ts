import type { TaskModel } from '../../model/executable-model.js';
import { activity } from './activity.js';

/** A task without a kind has nothing to execute and completes at once (13.3.3, abstract task). */
export const abstractTask = activity<TaskModel>({
  start(run, token) {
    run.enqueue({ phase: 'complete', token: token.id });
  },
});
