import { expect } from 'chai';

import { applyEvent, step } from '../../engine/index.js';
import type { Command, Environment, Event, InstanceState } from '../../engine/index.js';

/** One step as the simulation reports it. */
export interface ObservedStep {
  readonly before: InstanceState | null;
  readonly command: Command;
  readonly after: InstanceState;
  readonly events: readonly Event[];
  readonly environment: Environment;
}

/** Holds what is true after every step of every instance, whatever the model. Leaves the state deeply frozen. */
export function holdInvariants({ before, after, events }: ObservedStep): void {
  deepFreeze(after);
  expect(JSON.parse(JSON.stringify(after)), 'state survives serialisation').to.deep.equal(after);
  expect(folded(before, events), 'the events are the difference of the states').to.deep.equal(after);
  holdReferences(after);
  if (after.status !== 'running') holdNothingLeft(after);
  else expect(after.tokens, 'a running instance has a token somewhere').to.not.have.length(0);
}

/** Replays an instance's commands from scratch: the state after the last one must be the same. */
export function holdReplay(environment: Environment, commands: readonly Command[], expected: InstanceState): void {
  let state: InstanceState | null = null;
  for (const command of commands) state = deepFreeze(step(environment, state, command).state);
  expect(state, 'replaying the commands gives the identical state').to.deep.equal(expected);
}

/** Freezes a value and all that it holds, so that a change in place throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}

function folded(before: InstanceState | null, events: readonly Event[]): InstanceState | null {
  return events.reduce<InstanceState | null>((state, event) => deepFreeze(applyEvent(state, event)), before);
}

function holdReferences(state: InstanceState): void {
  const tokens = new Set(state.tokens.map(({ id }) => id));
  const scopes = new Set(state.scopes.map(({ id }) => id));
  for (const { id, element, scope } of state.tokens)
    expect(scopes.has(scope), `token ${id} at ${element} stands in an open scope`).to.equal(true);
  for (const { id, element, owner } of state.scopes)
    expect(owner === undefined || tokens.has(owner), `scope ${id} of ${element} has a living owner`).to.equal(true);
  for (const { id, element, token, scope } of state.waits) {
    const alive = token === undefined ? scope !== undefined && scopes.has(scope) : tokens.has(token);
    expect(alive, `wait ${id} of ${element} belongs to a living token or scope`).to.equal(true);
  }
  for (const { id, element, token } of state.incidents)
    expect(tokens.has(token), `incident ${id} at ${element} belongs to a living token`).to.equal(true);
  holdIds(state);
}

function holdIds({ counter, tokens, scopes, waits, incidents }: InstanceState): void {
  const ids = [...tokens, ...scopes, ...waits, ...incidents].map(({ id }) => id);
  expect(new Set(ids).size, 'every number is given once').to.equal(ids.length);
  expect(Math.max(0, ...ids) <= counter, 'no number is above the counter').to.equal(true);
}

/** Its root scope stays: the variables are the result. */
function holdNothingLeft({ tokens, waits, scopes, incidents, suspended }: InstanceState): void {
  expect(suspended, 'an ended instance is not on hold').to.equal(undefined);
  expect({ tokens, waits, incidents }, 'an ended instance leaves nothing behind').to.deep.equal({
    tokens: [],
    waits: [],
    incidents: [],
  });
  expect(
    scopes.map(({ owner }) => owner),
    'of its scopes only the root stays',
  ).to.deep.equal([undefined]);
}
