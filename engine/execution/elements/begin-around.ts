import type { ActivityModel, ContainerModel } from '../../model/executable-model.js';
import type { Run } from '../run.js';
import { openContainer } from '../scopes.js';
import type { Token } from '../state.js';
import { armBoundaries, localVariables } from './activity.js';

/**
 * Begins a sub-process around an element that an operator starts: as by a flow, but nothing starts in it by itself.
 * @returns its scope; undefined where one of its boundary events has occurred at once and interrupted it
 */
export function beginAround(
  run: Run,
  token: Token,
  element: ActivityModel,
  container: ContainerModel,
): number | undefined {
  run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
  armBoundaries(run, token, element);
  if (!run.findToken(token.id)) return undefined;
  const local = localVariables(run, token, element);
  if (local) run.emit({ type: 'LocalVariablesSet', token: token.id, values: local });
  const opening = { element: element.id, owner: token.id, variables: local ?? {} };
  const scope = openContainer(run, { ...container, initial: [] }, opening);
  if (element.type === 'bpmn:AdHocSubProcess') {
    run.emit({ type: 'AdHocOpened', adHocId: run.idOf(token.id), token: token.id, element: element.id, scope });
  }
  return scope;
}
