import type { Environment, ExecutableModel, InstanceState, Scope, Token, Variables } from '../../engine/index.js';

/** Model that a scope is executed by: that of the nearest called process around it, else the instance's own. */
export function modelOfScope(env: Environment, state: InstanceState, scopeId: number): ExecutableModel {
  for (let scope = scopeOf(state, scopeId); scope; scope = outerScope(state, scope)) {
    if (scope.model !== undefined) return env.models[scope.model] ?? rootModel(env);
  }
  return rootModel(env);
}

export function rootModel(env: Environment): ExecutableModel {
  const model = env.models[env.root];
  if (!model) throw new Error('environment without its root model');
  return model;
}

export const tokenOf = (state: InstanceState, id: number): Token | undefined =>
  state.tokens.find((token) => token.id === id);
export const scopeOf = (state: InstanceState, id: number): Scope | undefined =>
  state.scopes.find((scope) => scope.id === id);

function outerScope(state: InstanceState, scope: Scope): Scope | undefined {
  const owner = scope.owner === undefined ? undefined : tokenOf(state, scope.owner);
  return owner && scopeOf(state, owner.scope);
}

/** Variables of the instance's root scope, which an ended instance keeps. */
export const rootVariables = (state: InstanceState): Variables => state.scopes[0]?.variables ?? {};
