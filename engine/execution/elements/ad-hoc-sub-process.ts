import type { AdHocSubProcessModel } from '../../model/executable-model.js';
import { openContainer } from '../scopes.js';
import { activity } from './activity.js';

/** Its activities are started by a command, in any order and number, until the completion condition holds (13.3.5). */
export const adHocSubProcess = activity<AdHocSubProcessModel>({
  start(run, token, element) {
    const container = run.modelOf(token.scope).containers[element.id];
    if (!container) throw new Error(`container ${element.id} is not there`);
    const opening = { element: element.id, owner: token.id, variables: token.local ?? {} };
    const scope = openContainer(run, { ...container, initial: [] }, opening);
    const adHocId = run.idOf(token.id);
    run.emit({ type: 'AdHocOpened', adHocId, token: token.id, element: element.id, scope });
  },
  emptied(run, token, element, scope) {
    if (!scope.interrupted) return;
    if (element.isolatesOutput) run.emit({ type: 'LocalVariablesSet', token: token.id, values: scope.variables });
    run.enqueue({ phase: 'complete', token: token.id });
  },
});
