import { BudgetSpent, compileExpression, DEFAULT_LIMITS, ExpressionError, WorkBudget } from '../../engine/index.js';
import type { FeelType, Json } from '../../engine/index.js';
import { median, seconds, type Benchmark } from './row.js';

const ROUNDS = 5;
const many = (part: string, times: number): string => part.repeat(times);
const list = <T extends Json>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index));

const variables: Readonly<Record<string, readonly [FeelType, Json]>> = {
  xs: ['list', list(10_000, (index) => index)],
  fs: ['list', list(10_000, (index) => index / 7)],
  nested: ['list', list(5_000, (index) => ({ a: { b: [index] }, c: [index, { d: index }] }))],
  days: [
    'list',
    list(5_000, (day) => ({ $dateTime: `${new Date(day * 86_400_000).toISOString().slice(0, 19)}[Europe/Oslo]` })),
  ],
  large: ['context', Object.fromEntries(list(30_000, (index) => index).map((index) => [`key${index}`, index]))],
  context: ['context', { a: 1, b: { c: [1, 2, 3] }, e: 'x' }],
  text: ['string', many('x', 900_000)],
  same: ['string', many('a', 900_000)],
  quotes: ['string', many('"', 900_000)],
  at: ['dateTime', { $dateTime: '2026-12-24T14:10:00+01:00[Europe/Oslo]' }],
  decimal: ['decimal', { $decimal: '1.1' }],
  small: ['decimal', { $decimal: `0.${many('0', 90)}1` }],
  f: ['number', 1 / 3],
};

const each = (what: string): string => `count(for i in xs return ${what}) > 0`;

/** What was the costliest for a step of all that was tried: one expression of each kind. */
const EXPRESSIONS: readonly string[] = [
  many('f*', 190) + 'f',
  `[${many('f/3,', 2_000)}f]`,
  `[${many('{a:1},', 1_500)}f]`,
  each('f / 3 * 7 / 3'),
  each('{a: i, b: {c: i}}'),
  each('context.b.c'),
  each('i in (1, 2, 3)'),
  each('decimal + i'),
  each('small / 3'),
  each('small + 10 ** 300'),
  each('modulo(f, 0.001)'),
  each('round half up(i / 7, 2)'),
  each('at.year'),
  each('now() > at'),
  each('at + duration("P" + string(i) + "M")'),
  each('at + duration("P" + string(i) + "D")'),
  each('date and time(at, "Asia/Tokyo")'),
  each('week of year(at)'),
  each('string(at)'),
  'count(days.time offset) > 0',
  'days[item > now()]',
  'max(days)',
  each('distinct values(fs)'),
  each('mode(fs)'),
  each('median(fs)'),
  each('sum(fs)'),
  each('nested instance of list<context>'),
  'distinct values(nested)',
  'flatten(nested)',
  'for i in 1..60 return nested',
  'string(nested)',
  'large',
  'string(large)',
  'get entries(large)[1]',
  each('context put(large, "a", 1)'),
  'contains(same, "ab" + substring(same, 1, 100000))',
  'contains(same, "ab")',
  'string([quotes])',
  'number(text, "x")',
  'upper case(text)',
  'substring(text, 2)',
  'split(substring(text, 1, 9000), "")',
  'replace(substring(text, 1, 20000), "x", "")',
  'replace(substring(text, 1, 3000), "(x)(x)(x)", "$3$2$1$3$2$1")',
  'matches(substring(text, 1, 900), "(.?){100}z")',
  'matches(text, "[^z]*z")',
  each('matches("abc", "b" + string(i))'),
  each('matches("abc", "(a|b|c|d|e){1,90}" + string(i))'),
  each('matches("a", "\\\\PL\\\\PL\\\\PL" + string(i), "i")'),
];

/** How long the costliest expression that is known takes to spend the work of one command, evaluated again and again. */
export const costliestSteps: Benchmark = {
  name: 'costliest-steps',
  async run() {
    const times: [string, number][] = [];
    for (const source of EXPRESSIONS) times.push([source, await spending(source)]);
    times.sort(([, a], [, b]) => b - a);
    const [[costliest, worst] = ['', NaN]] = times;
    const usual = median(times.map(([, time]) => time));
    return {
      name: this.name,
      value: Math.round(worst),
      unit: 'ms',
      ratio: null,
      bar: `at most 100; the median of ${times.length} expressions ${Math.round(usual)}, the costliest ${costliest.slice(0, 60)}`,
      holds: worst <= 100,
    };
  },
};

/** Milliseconds: the fastest of some rounds, as what else runs can only make it slower. */
async function spending(source: string): Promise<number> {
  const declared = new Map(Object.entries(variables).map(([name, [type]]) => [name, type]));
  const { expression, problems } = compileExpression(source, { declared });
  if (!expression) throw new Error(`${source}: ${problems[0]?.code}`);
  const lookup = (name: string): Json | undefined => variables[name]?.[1];
  const spend = (): void => {
    const clock = {
      now: Date.UTC(2026, 11, 24),
      zone: 'Europe/Oslo',
      budget: new WorkBudget(DEFAULT_LIMITS.workBudget),
    };
    for (;;) {
      try {
        expression.evaluate(lookup, clock);
      } catch (error) {
        if (error instanceof BudgetSpent) return;
        if (!(error instanceof ExpressionError)) throw error;
      }
    }
  };
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await seconds(spend));
  return Math.min(...times) * 1000;
}
