import fc from 'fast-check';

/** A block-structured process. */
export type Block =
  | { readonly kind: 'task' }
  | { readonly kind: 'automatic' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'exclusive'; readonly variable: number; readonly branches: readonly Block[] }
  | { readonly kind: 'parallel'; readonly branches: readonly Block[] }
  /** A person first, so that every round waits; then once more while the variable is true. */
  | { readonly kind: 'loop'; readonly variable: number; readonly body: Block }
  | { readonly kind: 'subProcess'; readonly body: Block }
  /** The body may end by an error, caught at the boundary. The oracle does not follow the standard here. */
  | { readonly kind: 'caughtError'; readonly variable: number; readonly body: Block; readonly handler: Block }
  | { readonly kind: 'multiInstance'; readonly sequential: boolean; readonly count: number };

/** Truth values that conditions read. */
export const VARIABLES = 4;

const variable = fc.nat({ max: VARIABLES - 1 });

interface Blocks {
  readonly block: Block;
  readonly leaf: Block;
  readonly nested: Block;
}

const { block } = fc.letrec<Blocks>((tie) => ({
  block: fc.oneof({ maxDepth: 4, depthSize: 'small' }, tie('leaf'), tie('nested')),
  leaf: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Block>({ kind: 'task' }) },
    { weight: 1, arbitrary: fc.constant<Block>({ kind: 'automatic' }) },
    {
      weight: 1,
      arbitrary: fc
        .record({ sequential: fc.boolean(), count: fc.integer({ min: 1, max: 3 }) })
        .map((given): Block => ({ kind: 'multiInstance', ...given })),
    },
  ),
  nested: fc.oneof(
    fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((blocks): Block => ({ kind: 'sequence', blocks })),
    fc
      .record({ variable, branches: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) })
      .map((given): Block => ({ kind: 'exclusive', ...given })),
    fc.array(tie('block'), { minLength: 2, maxLength: 3 }).map((branches): Block => ({ kind: 'parallel', branches })),
    fc.record({ variable, body: tie('block') }).map((given): Block => ({ kind: 'loop', ...given })),
    tie('block').map((body): Block => ({ kind: 'subProcess', body })),
  ),
}));

/** What one comparison needs: the process, the data at the start and after each completion, and whose turn it is. */
export interface Case {
  readonly block: Block;
  readonly start: readonly boolean[];
  readonly completions: readonly { readonly values: readonly boolean[]; readonly pick: number }[];
}

const values = fc.array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES });

/** Processes of which the oracle runs every element as the standard has it. */
export const cases: fc.Arbitrary<Case> = fc.record({
  block,
  start: values,
  completions: fc.array(fc.record({ values, pick: fc.nat({ max: 20 }) }), { minLength: 0, maxLength: 40 }),
});
