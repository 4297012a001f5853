import type { Environment, ExecutableModel, InstanceState, Scope, Token } from '../../../engine/index.js';
import { modelOfScope } from '../instance-view.js';
import { parseKey } from '../keys.js';
import type { Services } from '../services.js';
import { readState } from './find-instance.js';

/** Where an instance stands: each token with its element, and the scopes that tokens can be placed in. */
export async function getElementInstances(services: Services, key: string) {
  const { env, state } = await readState(services, parseKey(key, 'INSTANCE_NOT_FOUND'));
  return elementInstances(env, state);
}

export function elementInstances(env: Environment, state: InstanceState) {
  return {
    items: state.tokens.map((token) => tokenAnswer(env, state, token)),
    scopes: state.scopes.map((scope) => scopeAnswer(env, state, scope)),
  };
}

function tokenAnswer(env: Environment, state: InstanceState, token: Token) {
  const element = modelOfScope(env, state, token.scope).elements[token.element];
  return {
    elementInstanceKey: `${state.instanceId}:${token.id}`,
    elementId: token.element,
    elementName: element?.name ?? '',
    type: typeName(element?.type),
    scopeKey: `${state.instanceId}:${token.scope}`,
    hasIncident: state.incidents.some((incident) => incident.token === token.id),
    isMultiInstanceBody: token.loop !== undefined,
    ...(token.via !== undefined && { heldOnFlowId: token.via }),
  };
}

function scopeAnswer(env: Environment, state: InstanceState, scope: Scope) {
  const model = modelOfScope(env, state, scope.id);
  return {
    scopeKey: `${state.instanceId}:${scope.id}`,
    elementId: scope.element,
    elementName: nameIn(model, scope.element),
    kind: scope.kind ?? (scope.owner === undefined ? 'process' : 'subProcess'),
    ...(scope.owner !== undefined && { elementInstanceKey: `${state.instanceId}:${scope.owner}` }),
  };
}

function nameIn({ containers, elements }: ExecutableModel, id: string): string {
  return containers[id]?.name ?? elements[id]?.name ?? '';
}

/** `bpmn:UserTask` is `USER_TASK`, as Camunda 8 writes it. */
const typeName = (type = ''): string =>
  type
    .replace(/^bpmn:/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
