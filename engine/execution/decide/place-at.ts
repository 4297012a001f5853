import type { ContainerModel, ElementModel, ExecutableModel } from '../../model/executable-model.js';
import type { PlainVariables } from '../commands.js';
import { beginAround } from '../elements/begin-around.js';
import { EngineError, type Obstacle } from '../engine-error.js';
import type { Run } from '../run.js';
import type { Scope } from '../state.js';
import { placeToken } from '../tokens.js';
import { writeVariables } from '../variables.js';
import { refuseBusy } from './ad-hoc.js';
import { numberOf } from './find.js';
import { enterValues } from './values.js';

interface Placing {
  readonly element: string;
  readonly variables?: PlainVariables;
}

/**
 * Places a token at an element. It goes into the innermost open scope around the element; sub-processes between the two
 * are opened, with their boundary events and event sub-processes, and nothing else starts in them.
 * @param near scope to begin the search at, outwards; absent: every open one, of which there must be just one
 */
export function placeAt(run: Run, { element: id, variables }: Placing, near?: string, isActivity = false): void {
  const { scope: outer, element, path } = near === undefined ? anywhere(run, id) : from(run, id, near);
  const obstacle = isActivity && !('boundaries' in element) ? 'NOT_AN_ACTIVITY' : obstacleAt(element);
  if (obstacle) refuse(id, obstacle);
  const scope = path.reduce((inside, each) => openAround(run, inside, each), outer);
  takesMore(run, scope, element);
  if (variables) writeVariables(run, scope.id, enterValues(run, variables, run.modelOf(scope.id), element));
  const token = placeToken(run, element.id, scope.id);
  if (!isJoin(element)) return run.enqueue({ phase: 'enter', token });
  run.emit({ type: 'ElementStarted', token, element: element.id, at: run.now });
  run.enqueue({ phase: 'complete', token });
}

interface Found {
  readonly scope: Scope;
  readonly element: ElementModel;
  /** Sub-processes to open, outermost first. */
  readonly path: readonly string[];
}

function refuse(elementId: string, why: Obstacle): never {
  throw new EngineError('ELEMENT_NOT_PLACEABLE', { elementId, why });
}

function from(run: Run, id: string, scopeId: string): Found {
  const start = run.findScope(numberOf(run, scopeId, 'SCOPE_NOT_FOUND'));
  if (!start) throw new EngineError('SCOPE_NOT_FOUND', { id: scopeId });
  const model = run.modelOf(start.id);
  const element = elementNamed(model, id) ?? notFound(id);
  for (let scope: Scope | undefined = start; scope; scope = run.parentOf(scope)) {
    const path = run.modelOf(scope.id) === model ? pathInto(model, scope, element) : undefined;
    if (path) return { scope, element, path };
  }
  return refuse(id, run.modelOf(1) === model && !isOwnProcess(run, element) ? 'OTHER_PROCESS' : 'OUTSIDE_SCOPE');
}

/** The innermost level of which scopes are open; there must be just one. */
function anywhere(run: Run, id: string): Found {
  const found = run.state.scopes.flatMap((scope): readonly Found[] => {
    const model = run.modelOf(scope.id);
    const element = elementNamed(model, id);
    const path = element && pathInto(model, scope, element);
    return path ? [{ scope, element, path }] : [];
  });
  const nearest = Math.min(...found.map(({ path }) => path.length));
  const [first, ...others] = found.filter(({ path }) => path.length === nearest);
  if (others.length > 0) throw new EngineError('SCOPE_AMBIGUOUS', { elementId: id });
  return first ?? nowhere(run, id);
}

function nowhere(run: Run, id: string): never {
  if (elementNamed(run.modelOf(1), id)) refuse(id, 'OTHER_PROCESS');
  const called = Object.values(run.environment.models).some((model) => elementNamed(model, id));
  return called ? refuse(id, 'CALL_ACTIVITY') : notFound(id);
}

function notFound(elementId: string): never {
  throw new EngineError('ELEMENT_NOT_FOUND', { elementId: String(elementId) });
}

function elementNamed({ elements }: ExecutableModel, id: string): ElementModel | undefined {
  return typeof id === 'string' && Object.hasOwn(elements, id) ? elements[id] : undefined;
}

function isOwnProcess(run: Run, { process }: ElementModel): boolean {
  return process === run.state.process;
}

/** Containers between a scope and an element in it, outermost first; undefined where the scope is not around the element. */
function pathInto(model: ExecutableModel, scope: Scope, element: ElementModel): readonly string[] | undefined {
  if (scope.kind !== undefined && scope.kind !== 'call') return undefined;
  const path: string[] = [];
  for (let at: string | undefined = element.container; at !== undefined; at = elementNamed(model, at)?.container) {
    if (at === scope.element) return path;
    path.unshift(at);
  }
  return undefined;
}

/** What can only start in its own way. */
function obstacleAt(element: ElementModel): Obstacle | undefined {
  if (element.type === 'bpmn:StartEvent') return 'START_EVENT';
  if (element.type === 'bpmn:BoundaryEvent') return 'BOUNDARY_EVENT';
  if (element.type === 'bpmn:ComplexGateway') return 'COMPLEX_GATEWAY';
  if (!('boundaries' in element)) return undefined;
  if (element.isForCompensation) return 'COMPENSATION';
  return 'triggeredByEvent' in element && element.triggeredByEvent ? 'EVENT_SUB_PROCESS' : undefined;
}

/** A gateway that waits for others passes a token that is placed at it, as if they had come. */
function isJoin({ type, incoming }: ElementModel): boolean {
  return incoming.length > 1 && (type === 'bpmn:ParallelGateway' || type === 'bpmn:InclusiveGateway');
}

function openAround(run: Run, outer: Scope, id: string): Scope {
  const element = run.element(outer.id, id);
  const container: ContainerModel | undefined = run.modelOf(outer.id).containers[id];
  const obstacle = obstacleAt(element) ?? ('loop' in element && element.loop ? 'LOOP' : undefined);
  if (obstacle) refuse(id, obstacle);
  takesMore(run, outer, element);
  if (!container || !('boundaries' in element)) return refuse(id, 'OUTSIDE_SCOPE');
  const scope = beginAround(run, run.token(placeToken(run, id, outer.id)), element, container);
  return scope === undefined ? refuse(id, 'INTERRUPTED') : run.scope(scope);
}

function takesMore(run: Run, scope: Scope, element: ElementModel): void {
  const open = run.findScope(scope.id);
  if (!open || open.interrupted) refuse(element.id, 'INTERRUPTED');
  const owner = open.owner === undefined ? undefined : run.elementAt(run.token(open.owner));
  if (owner?.type === 'bpmn:AdHocSubProcess' && 'boundaries' in element) refuseBusy(run, open, owner);
}
