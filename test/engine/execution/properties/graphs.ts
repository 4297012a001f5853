import fc from 'fast-check';

import type { Instruction } from '../../../../engine/index.js';

/** One node of an unstructured process, with what its type needs. */
export interface GraphNode {
  readonly type:
    | 'userTask'
    | 'task'
    | 'exclusiveGateway'
    | 'parallelGateway'
    | 'inclusiveGateway'
    | 'complexGateway'
    | 'timer'
    | 'signalThrow'
    | 'signalCatch'
    | 'job'
    | 'multiInstance'
    | 'standardLoop'
    | 'subProcess'
    | 'eventGateway'
    | 'callActivity'
    | 'transaction'
    | 'adHoc'
    | 'link';
  /** Node, by position before this one, that a flow comes from. */
  readonly from: number;
  /** Further flows to nodes by position, back ones too. */
  readonly to: readonly number[];
  /** Boundary event on an activity. */
  readonly boundary: 'none' | 'timer' | 'repeatingTimer' | 'error' | 'message' | 'conditional';
  readonly variable: number;
  readonly end: 'none' | 'terminate' | 'error' | 'escalation' | 'compensation';
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** Event sub-process of the process. */
  readonly eventSubProcess: 'none' | 'message' | 'interruptingMessage' | 'timer' | 'error';
}

/** What happens to the instance, one after another; what does not fit the moment is passed over. */
export type Happening =
  | { readonly kind: 'complete'; readonly pick: number; readonly values: readonly boolean[] }
  | { readonly kind: 'advance'; readonly hours: number }
  | { readonly kind: 'message'; readonly values: readonly boolean[] }
  | { readonly kind: 'signal' }
  | { readonly kind: 'startActivity'; readonly pick: number }
  | { readonly kind: 'job'; readonly pick: number; readonly outcome: 'complete' | 'fail' | 'error' }
  | { readonly kind: 'incident'; readonly pick: number; readonly action: 'retry' | 'skip' }
  | { readonly kind: 'throwError'; readonly pick: number }
  | { readonly kind: 'variables'; readonly values: readonly boolean[] }
  | {
      readonly kind: 'modify';
      readonly instructions: readonly {
        readonly type: Instruction['type'];
        readonly token: number;
        readonly element: number;
      }[];
    }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'cancel' };

export const VARIABLES = 3;

const position = fc.nat({ max: 20 });
const values = fc.array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES });

const node: fc.Arbitrary<GraphNode> = fc.record({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constant('userTask' as const) },
    {
      weight: 7,
      arbitrary: fc.constantFrom(
        'task' as const,
        'exclusiveGateway' as const,
        'parallelGateway' as const,
        'inclusiveGateway' as const,
        'complexGateway' as const,
        'timer' as const,
        'signalThrow' as const,
        'signalCatch' as const,
        'job' as const,
        'multiInstance' as const,
        'standardLoop' as const,
        'subProcess' as const,
        'eventGateway' as const,
        'callActivity' as const,
        'transaction' as const,
        'adHoc' as const,
        'link' as const,
      ),
    },
  ),
  from: position,
  to: fc.array(position, { maxLength: 2 }),
  boundary: fc.constantFrom('none', 'none', 'timer', 'repeatingTimer', 'error', 'message', 'conditional'),
  variable: fc.nat({ max: VARIABLES - 1 }),
  end: fc.constantFrom('none', 'none', 'none', 'terminate', 'error', 'escalation', 'compensation'),
});

export const graphs: fc.Arbitrary<Graph> = fc.record({
  nodes: fc.array(node, { minLength: 2, maxLength: 9 }),
  eventSubProcess: fc.constantFrom('none', 'none', 'message', 'interruptingMessage', 'timer', 'error'),
});

const instructions = fc.array(
  fc.record({
    type: fc.constantFrom(
      'placeToken' as const,
      'reopenElement' as const,
      'removeToken' as const,
      'moveToken' as const,
      'skipElement' as const,
    ),
    token: position,
    element: fc.nat({ max: 200 }),
  }),
  { minLength: 1, maxLength: 2 },
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('complete' as const), pick: position, values }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), hours: fc.integer({ min: 1, max: 72 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('message' as const), values }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('signal' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('startActivity' as const), pick: position }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('job' as const),
      pick: position,
      outcome: fc.constantFrom('complete' as const, 'fail' as const, 'error' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('incident' as const),
      pick: position,
      action: fc.constantFrom('retry' as const, 'skip' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('throwError' as const), pick: position }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('variables' as const), values }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('modify' as const), instructions }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('suspend' as const, 'resume' as const, 'resume' as const) }),
  },
);

export const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(fc.array(happening, { maxLength: 18 }), fc.boolean())
  .map(([list, cancelled]) => (cancelled ? [...list, { kind: 'cancel' as const }] : list));

export function truthValues(given: readonly boolean[]): Record<string, boolean> {
  return Object.fromEntries(given.map((value, index) => [`v${index}`, value]));
}
