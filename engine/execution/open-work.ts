import type { ElementModel } from '../model/executable-model.js';
import type { InstanceState, Token } from './state.js';

/** Whether a token at this element is a task that a person can complete now. */
export function isOpenTask(state: InstanceState, token: Token, element: ElementModel | undefined): boolean {
  return (
    hasTask(state, token, element) && !state.incidents.some((each) => each.token === token.id && each.phase === 'work')
  );
}

/** Whether a person has a task at this token at all, also one that waits for an operator. */
export function hasTask(state: InstanceState, token: Token, element: ElementModel | undefined): boolean {
  return (element?.type === 'bpmn:UserTask' || element?.type === 'bpmn:ManualTask') && isAtWork(state, token);
}

/** Whether a token at this element is a job that a worker can complete now. */
export function isOpenJob(state: InstanceState, token: Token): boolean {
  return hasJob(state, token) && token.retries !== 0;
}

/** Whether a token has a job at all, also one that has no attempts left. */
export function hasJob(state: InstanceState, token: Token): boolean {
  return token.retries !== undefined && isAtWork(state, token);
}

function isAtWork(state: InstanceState, token: Token): boolean {
  if (token.via !== undefined || token.loop || token.compensation) return false;
  return !state.incidents.some(({ token: at, phase }) => at === token.id && phase !== 'work' && phase !== 'arm');
}
