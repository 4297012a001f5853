import type { TaskModel } from '../../model/executable-model.js';
import { activity } from './activity.js';

/** User and manual tasks wait until a person completes them (13.3.3). */
export const personTask = activity<TaskModel>({
  start(run, token, element) {
    const taskId = run.idOf(token.id);
    run.emit({ type: 'TaskCreated', taskId, token: token.id, element: element.id, at: run.now });
  },
});
