import type { ContainerModel } from '../model/executable-model.js';
import { eventSubProcessStart } from './event-sub-processes.js';
import { fireWait } from './fire.js';
import type { Variables } from './json.js';
import type { Run } from './run.js';
import type { CompletedActivity } from './state.js';
import { placeToken } from './tokens.js';
import { initialVariables } from './variables.js';
import { arm } from './waits.js';

export interface ScopeOpening {
  readonly element: string;
  readonly owner: number;
  readonly kind?: 'iteration' | 'compensation' | 'call';
  readonly model?: string;
  readonly variables: Variables;
  readonly completed?: readonly CompletedActivity[];
}

/** Opens a scope without starting anything in it. */
export function openScope(run: Run, opening: ScopeOpening): number {
  const scope = run.nextId();
  run.emit({ type: 'ScopeOpened', scope, ...opening });
  return scope;
}

/** Opens the scope of a process or sub-process, arms its event sub-processes and starts what starts by itself (13.3.4). */
export function openContainer(run: Run, container: ContainerModel, opening: ScopeOpening): number {
  const declared = opening.kind === 'call' ? {} : initialVariables(container.variables);
  const scope = openScope(run, { ...opening, variables: { ...declared, ...opening.variables } });
  startContainer(run, container, scope, container.initial);
  return scope;
}

export function startContainer(run: Run, container: ContainerModel, scope: number, initial: readonly string[]): void {
  armEventSubProcesses(run, container, scope);
  if (run.scope(scope).interrupted) return;
  for (const element of initial) run.enqueue({ phase: 'enter', token: placeToken(run, element, scope) });
}

/** Event sub-processes can start from the moment their scope is open (13.5.4). */
export function armEventSubProcesses(run: Run, container: ContainerModel, scope: number): void {
  for (const id of container.eventSubProcesses) {
    const start = eventSubProcessStart(run, scope, id);
    for (const wait of start ? arm(run, start, { scope }) : []) fireWait(run, wait, {});
  }
}
