import fc from 'fast-check';

/** A block-structured process: every block is entered by one token and left by one. */
export type Block =
  | { readonly kind: 'task' }
  | { readonly kind: 'automatic' }
  | { readonly kind: 'multiInstance'; readonly sequential: boolean; readonly count: number }
  /** An intermediate event that waits for a timer or a message. */
  | { readonly kind: 'catch'; readonly event: CatchEvent }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  /** Conditions on the flows of a gateway, or on those of a task before it. */
  | {
      readonly kind: 'exclusive';
      readonly from: 'gateway' | 'task';
      readonly variable: number;
      readonly branches: readonly Block[];
    }
  | { readonly kind: 'parallel'; readonly from: 'gateway' | 'task'; readonly branches: readonly Block[] }
  /** A person first, so that every round waits; then once more while the variable is true. */
  | { readonly kind: 'loop'; readonly variable: number; readonly body: Block }
  | { readonly kind: 'subProcess'; readonly body: Block }
  /** A sub-process whose paths do not meet again: every true one of an inclusive gateway runs to an end of its own. */
  | { readonly kind: 'inclusiveEnds'; readonly variable: number; readonly branches: readonly Block[] }
  /** A sub-process of two paths at the same time, each with a person first; the first one to end terminates the other. */
  | { readonly kind: 'terminated'; readonly bodies: readonly [Block, Block] }
  /** A sub-process, or the one task in it, that an event at its boundary interrupts. */
  | {
      readonly kind: 'boundary';
      readonly on: 'task' | 'subProcess';
      readonly event: CatchEvent;
      readonly body: Block;
      readonly handler: Block;
    }
  | {
      readonly kind: 'eventGateway';
      readonly branches: readonly { readonly event: CatchEvent; readonly body: Block }[];
    }
  /** Another process of the same text. It reads no data, for a called process has its own. */
  | { readonly kind: 'call'; readonly body: Block };

export type CatchEvent = 'timer' | 'message';

/** Truth values that conditions read. */
export const VARIABLES = 4;

const variable = fc.nat({ max: VARIABLES - 1 });
const event = fc.constantFrom<CatchEvent>('timer', 'message');
const from = fc.constantFrom<'gateway' | 'task'>('gateway', 'task');

/** A type and not an interface: fast-check asks for an index signature. */
type Blocks = {
  readonly leaf: Block;
  readonly plain: Block;
  readonly block: Block;
  readonly choice: Block;
  readonly waiting: Block;
  readonly nested: Block;
};

const SHALLOW = { maxDepth: 4, depthSize: 'small' } as const;

const { block } = fc.letrec<Blocks>((tie) => {
  const two = (blocks: fc.Arbitrary<Block>): fc.Arbitrary<Block[]> => fc.array(blocks, { minLength: 2, maxLength: 3 });
  const body = tie('block');
  const alternative = body.map(inChoice);
  const alternatives = two(alternative);
  return {
    leaf: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Block>({ kind: 'task' }) },
      { weight: 1, arbitrary: fc.constant<Block>({ kind: 'automatic' }) },
      { weight: 1, arbitrary: event.map((given): Block => ({ kind: 'catch', event: given })) },
      {
        weight: 1,
        arbitrary: fc
          .record({ sequential: fc.boolean(), count: fc.integer({ min: 1, max: 3 }) })
          .map((given): Block => ({ kind: 'multiInstance', ...given })),
      },
    ),
    /** Without conditions. */
    plain: fc.oneof(
      SHALLOW,
      tie('leaf'),
      two(tie('plain')).map((blocks): Block => ({ kind: 'sequence', blocks })),
      two(tie('plain')).map((branches): Block => ({ kind: 'parallel', from: 'gateway', branches })),
      tie('plain').map((inner): Block => ({ kind: 'subProcess', body: inner })),
    ),
    block: fc.oneof(SHALLOW, tie('leaf'), tie('nested'), tie('choice'), tie('waiting')),
    choice: fc.oneof(
      fc.record({ from, variable, branches: alternatives }).map((given): Block => ({ kind: 'exclusive', ...given })),
      fc.record({ variable, body: alternative }).map((given): Block => ({ kind: 'loop', ...given })),
      fc.record({ variable, branches: alternatives }).map((given): Block => ({ kind: 'inclusiveEnds', ...given })),
    ),
    waiting: fc.oneof(
      fc
        .record({ on: fc.constantFrom<'task' | 'subProcess'>('task', 'subProcess'), event, body, handler: alternative })
        .map((given): Block => ({ kind: 'boundary', ...given, body: interruptible(given.body) })),
      fc
        .array(fc.record({ event, body: alternative }), { minLength: 2, maxLength: 3 })
        .map((branches): Block => ({ kind: 'eventGateway', branches })),
    ),
    nested: fc.oneof(
      fc.array(body, { minLength: 1, maxLength: 4 }).map(inSequence),
      fc.record({ from, branches: two(body.map(inParallel)) }).map((given): Block => {
        return { kind: 'parallel', ...given };
      }),
      body.map((inner): Block => ({ kind: 'subProcess', body: inner })),
      fc
        .tuple(body, body)
        .map((both): Block => ({ kind: 'terminated', bodies: [uncalled(both[0]), uncalled(both[1])] })),
      tie('plain').map((inner): Block => ({ kind: 'call', body: inner })),
    ),
  };
});

/**
 * Between a choice and a parallel join stands the border of a sub-process, be one around the other or behind it: paths that
 * are not taken are told onwards in the oracle, and its parallel join counts them as tokens (see README.md, "parallel join").
 */
function apart(given: Block, kinds: readonly Block['kind'][]): Block {
  if (given.kind === 'sequence') return { ...given, blocks: given.blocks.map((each) => apart(each, kinds)) };
  return kinds.includes(given.kind) ? { kind: 'subProcess', body: given } : given;
}

const CHOICES: readonly Block['kind'][] = ['exclusive', 'loop', 'boundary', 'eventGateway'];

function inParallel(given: Block): Block {
  return apart(given, CHOICES);
}

function inChoice(given: Block): Block {
  return apart(given, ['parallel']);
}

function inSequence(blocks: readonly Block[]): Block {
  return { kind: 'sequence', blocks: blocks.some(isChoice) ? blocks.map(inChoice) : blocks };
}

function isChoice(given: Block): boolean {
  return CHOICES.includes(given.kind) || (given.kind === 'sequence' && given.blocks.some(isChoice));
}

/**
 * What can be terminated from beside it calls no process: the oracle lets a called process go on (see README.md,
 * "terminated call").
 */
function uncalled(given: Block): Block {
  return rewritten(given, (each) => (each.kind === 'call' ? { kind: 'subProcess', body: each.body } : each));
}

/**
 * What a boundary event can interrupt has no parallel join: paths that are broken off count as tokens in the oracle, so
 * that a join goes on after the interruption (see README.md, "interrupted join").
 */
function interruptible(given: Block): Block {
  const inRow = ({ branches }: Extract<Block, { kind: 'parallel' }>): Block => ({ kind: 'sequence', blocks: branches });
  return rewritten(given, (each) => (each.kind === 'parallel' ? inRow(each) : each));
}

/** A block with every block in it changed, innermost first. */
function rewritten(given: Block, change: (block: Block) => Block): Block {
  const inner = (block: Block): Block => rewritten(block, change);
  switch (given.kind) {
    case 'sequence':
      return change({ ...given, blocks: given.blocks.map(inner) });
    case 'exclusive':
    case 'parallel':
    case 'inclusiveEnds':
      return change({ ...given, branches: given.branches.map(inner) });
    case 'loop':
    case 'subProcess':
    case 'call':
      return change({ ...given, body: inner(given.body) });
    case 'boundary':
      return change({ ...given, body: inner(given.body), handler: inner(given.handler) });
    case 'eventGateway':
      return change({ ...given, branches: given.branches.map(({ event, body }) => ({ event, body: inner(body) })) });
    case 'terminated':
      return change({ ...given, bodies: [inner(given.bodies[0]), inner(given.bodies[1])] });
    case 'task':
    case 'automatic':
    case 'multiInstance':
    case 'catch':
      return change(given);
  }
}

/** What one comparison needs: the process, the data at the start and with each action, and which of the possible actions it is. */
export interface Case {
  readonly block: Block;
  readonly start: readonly boolean[];
  readonly actions: readonly Action[];
}

export interface Action {
  readonly values: readonly boolean[];
  readonly pick: number;
}

const values = fc.array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES });

/** Processes of which the oracle runs every element as the standard has it. */
export const cases: fc.Arbitrary<Case> = fc.record({
  block,
  start: values,
  actions: fc.array(fc.record({ values, pick: fc.nat({ max: 20 }) }), { minLength: 0, maxLength: 40 }),
});
