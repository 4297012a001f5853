import { expect } from 'chai';

import type {
  Environment,
  Incident,
  InstanceState,
  LoopState,
  Scope,
  Tagged,
  Token,
  Wait,
} from '../../engine/index.js';
import { behaviours } from '../../engine/execution/elements/registry.js';
import { environmentOf, goldenFile, namesIn, STATE_VERSION } from './golden-file.js';

/**
 * What the golden files must show: every property and every literal of state. The lists are total over the types, so a
 * new property does not compile until it stands here, and does not pass until a golden file has it.
 */
const TOKEN: Record<keyof Required<Token>, true> = {
  id: true,
  element: true,
  scope: true,
  via: true,
  local: true,
  loop: true,
  retries: true,
  compensation: true,
};
const SCOPE: Record<keyof Required<Scope>, true> = {
  id: true,
  element: true,
  kind: true,
  owner: true,
  model: true,
  variables: true,
  completed: true,
  interrupted: true,
  resetting: true,
};
const WAIT: Record<keyof Required<Wait>, true> = {
  id: true,
  kind: true,
  element: true,
  trigger: true,
  token: true,
  scope: true,
  name: true,
  key: true,
  dueAt: true,
  cycle: true,
  was: true,
};
const INCIDENT: Record<keyof Required<Incident>, true> = {
  id: true,
  token: true,
  code: true,
  element: true,
  phase: true,
  details: true,
};
const STATE: Record<keyof Required<InstanceState>, true> = {
  version: true,
  instanceId: true,
  environment: true,
  process: true,
  businessKey: true,
  status: true,
  suspended: true,
  counter: true,
  scopes: true,
  tokens: true,
  waits: true,
  incidents: true,
};
const LOOP: Record<keyof Required<LoopState>, true> = {
  total: true,
  started: true,
  completed: true,
  terminated: true,
  items: true,
  results: true,
};
const COMPLETED: Record<keyof Required<NonNullable<Scope['completed']>[number]>, true> = {
  element: true,
  variables: true,
  inner: true,
  process: true,
  model: true,
};
const WAIT_KINDS: Record<Wait['kind'], true> = { timer: true, message: true, signal: true, conditional: true };
const SCOPE_KINDS: Record<NonNullable<Scope['kind']>, true> = { iteration: true, compensation: true, call: true };
/** What goes on after compensation is an event without conditions, so nothing can fail there. */
const PHASES: Record<Exclude<Incident['phase'], 'compensate'>, true> = {
  enter: true,
  complete: true,
  leave: true,
  work: true,
  arm: true,
};
const STATUSES: Record<InstanceState['status'], true> = { running: true, completed: true, cancelled: true };
const THEN: Record<NonNullable<Token['compensation']>['then'], true> = { leave: true, cancel: true, end: true };
type TagOf<T> = T extends unknown ? keyof T : never;
const TAGS: Record<TagOf<Tagged>, true> = {
  $date: true,
  $time: true,
  $dateTime: true,
  $duration: true,
  $decimal: true,
};

describe(`the golden files of version ${STATE_VERSION}`, () => {
  const states: InstanceState[] = [];
  const elements = new Set<string>();

  before(async () => {
    for (const name of namesIn(STATE_VERSION)) {
      const file = goldenFile(STATE_VERSION, name);
      const state = file.state as InstanceState;
      states.push(state);
      const environment = await environmentOf(STATE_VERSION, file);
      for (const token of state.tokens) elements.add(typeAt(environment, token));
    }
  });

  it('have a token at every kind of element of the registry', () => {
    expect(Object.keys(behaviours).filter((type) => !elements.has(type))).to.deep.equal([]);
  });

  it('have every property of state, tokens, scopes, waits, incidents, loops and what completed', () => {
    const tokens = states.flatMap((state) => state.tokens);
    const scopes = states.flatMap((state) => state.scopes);
    const completed = scopes.flatMap((scope) => scope.completed ?? []);

    expect(missing(STATE, states)).to.deep.equal([]);
    expect(missing(TOKEN, tokens)).to.deep.equal([]);
    expect(missing(SCOPE, scopes)).to.deep.equal([]);
    expect(
      missing(
        WAIT,
        states.flatMap((state) => state.waits),
      ),
    ).to.deep.equal([]);
    expect(
      missing(
        INCIDENT,
        states.flatMap((state) => state.incidents),
      ),
    ).to.deep.equal([]);
    expect(
      missing(
        LOOP,
        tokens.flatMap(({ loop }) => loop ?? []),
      ),
    ).to.deep.equal([]);
    expect(missing(COMPLETED, completed)).to.deep.equal([]);
  });

  it('have every kind of wait and scope, phase of incident, way to go on after compensation, and status', () => {
    const values = <T>(read: (state: InstanceState) => readonly T[]): Set<T> => new Set(states.flatMap(read));

    expect(
      absent(
        WAIT_KINDS,
        values(({ waits }) => waits.map(({ kind }) => kind)),
      ),
    ).to.deep.equal([]);
    expect(
      absent(
        SCOPE_KINDS,
        values(({ scopes }) => scopes.map(({ kind }) => kind)),
      ),
    ).to.deep.equal([]);
    expect(
      absent(
        PHASES,
        values(({ incidents }) => incidents.map(({ phase }) => phase)),
      ),
    ).to.deep.equal([]);
    expect(
      absent(
        THEN,
        values(({ tokens }) => tokens.map((each) => each.compensation?.then)),
      ),
    ).to.deep.equal([]);
    expect(
      absent(
        STATUSES,
        values(({ status }) => [status]),
      ),
    ).to.deep.equal([]);
  });

  it('have waits of tokens, of open scopes and of cycles, and values of every tagged type', () => {
    const waits = states.flatMap((state) => state.waits);
    const text = JSON.stringify(states);

    expect(waits.some(({ scope, cycle }) => scope !== undefined && cycle)).to.equal(true);
    expect(waits.some(({ token, cycle }) => token !== undefined && (cycle?.fired ?? 0) > 0)).to.equal(true);
    expect(Object.keys(TAGS).filter((tag) => !text.includes(`{"${tag}":`))).to.deep.equal([]);
  });
});

/** Names that no object has. */
function missing(names: object, objects: readonly object[]): string[] {
  return Object.keys(names).filter((name) => !objects.some((each) => Object.hasOwn(each, name)));
}

function absent(names: object, values: ReadonlySet<unknown>): string[] {
  return Object.keys(names).filter((name) => !values.has(name));
}

function typeAt({ models }: Environment, { element }: Token): string {
  const found = Object.values(models).find((model) => Object.hasOwn(model.elements, element));
  return found?.elements[element]?.type ?? '';
}
