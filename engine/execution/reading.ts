import type { ElementModel, ExecutableModel } from '../model/executable-model.js';
import type { Environment } from './environment.js';
import type { Variables } from './json.js';
import { Run } from './run.js';
import type { InstanceState } from './state.js';
import { visibleVariables } from './variables.js';

/** What stands at a token: its element, the model that the element is in, and the variables that are visible there. */
export interface Place {
  readonly element: ElementModel;
  readonly model: ExecutableModel;
  /** Nearest value first: the token's own, then scope by scope outwards to its process (10.3.7). */
  readonly variables: Variables;
}

/**
 * Looks at a token of a state without changing anything.
 * @param token number of the token, as the ids of tasks and jobs end with it
 * @returns undefined where the state has no such token
 */
export function placeOf(environment: Environment, state: InstanceState, token: number): Place | undefined {
  const run = new Run(environment, state, 0, undefined);
  const found = run.findToken(token);
  if (!found) return undefined;
  return { element: run.elementAt(found), model: run.modelOf(found.scope), variables: visibleVariables(run, found) };
}
