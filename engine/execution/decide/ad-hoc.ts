import type { ActivityModel, AdHocSubProcessModel, ElementModel } from '../../model/executable-model.js';
import type { Command } from '../commands.js';
import { closeAdHoc } from '../elements/activity.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';
import type { Scope, Token } from '../state.js';
import { placeToken } from '../tokens.js';
import { writeVariables } from '../variables.js';
import { numberOf } from './find.js';
import { enterValues } from './values.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

interface OpenAdHoc {
  readonly token: Token;
  readonly scope: Scope;
  readonly element: AdHocSubProcessModel;
}

/** Starts one activity of an open ad-hoc sub-process: one that no flow leads to, as often as wanted, or one that a token has enabled (13.3.5). */
export function startAdHocActivity(run: Run, command: Of<'StartAdHocActivity'>): void {
  const { scope, element } = openAdHoc(run, command.adHocId);
  const { elements } = run.modelOf(scope.id);
  const wanted = Object.hasOwn(elements, command.element) ? elements[command.element] : undefined;
  const enabling = run.state.tokens.filter(
    (token) => token.scope === scope.id && token.element === command.element && token.via !== undefined,
  );
  const isEnabled = wanted?.container === element.id && isStartable(wanted) && hasEnough(wanted, enabling);
  if (!isEnabled) throw new EngineError('ADHOC_ACTIVITY_NOT_FOUND', { element: command.element });
  refuseBusy(run, scope, element);
  if (command.variables)
    writeVariables(run, scope.id, enterValues(run, command.variables, run.modelOf(scope.id), wanted));
  run.enqueue({ phase: 'enter', token: enabling[0]?.id ?? placeToken(run, wanted.id, scope.id) });
}

/** Event sub-processes start by their event, compensation activities by compensation. */
function isStartable(element: ElementModel): element is ActivityModel {
  if (!('boundaries' in element) || element.isForCompensation) return false;
  return !('triggeredByEvent' in element && element.triggeredByEvent);
}

function hasEnough({ incoming, startQuantity }: ActivityModel, enabling: readonly Token[]): boolean {
  return incoming.length === 0 || enabling.length >= startQuantity;
}

/** One activity at a time, where the sub-process says so (13.3.5, ordering). */
export function refuseBusy(run: Run, scope: Scope, { ordering }: AdHocSubProcessModel): void {
  if (ordering === 'sequential' && isBusy(run, scope)) {
    throw new EngineError('ADHOC_SEQUENTIAL_BUSY', { id: run.idOf(scope.owner ?? 0) });
  }
}

/** An activity is running; one that is only enabled, an event or a gateway does not count (13.3.5, ordering). */
function isBusy(run: Run, scope: Scope): boolean {
  return run.state.tokens.some(
    (token) => token.scope === scope.id && token.via === undefined && isStartable(run.elementAt(token)),
  );
}

export function completeAdHoc(run: Run, { adHocId }: Of<'CompleteAdHoc'>): void {
  const { token, scope, element } = openAdHoc(run, adHocId);
  if (element.completionCondition) throw new EngineError('ADHOC_HAS_CONDITION', { id: adHocId });
  closeAdHoc(run, token, element, scope);
}

function openAdHoc(run: Run, id: string): OpenAdHoc {
  const token = run.findToken(numberOf(run, id, 'ADHOC_NOT_FOUND'));
  const element = token && run.elementAt(token);
  const scope = token && run.scopeOwnedBy(token.id);
  if (!token || element?.type !== 'bpmn:AdHocSubProcess' || !scope || scope.kind || scope.interrupted) {
    throw new EngineError('ADHOC_NOT_FOUND', { id });
  }
  return { token, scope, element };
}
