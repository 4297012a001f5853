import type { FeelType } from './compiled-expression.js';

/**
 * FEEL type of a value from outside, with what is known of its inside: where in it dates, times, durations and decimals
 * stand. It may hold itself, as a JSON Schema may: follow it along a value, never to its end.
 */
export type ValueType = FeelType | ListType | ContextType;

export interface ListType {
  /** Type of every item. */
  readonly list: ValueType;
}

export interface ContextType {
  readonly context: ValueTypes;
  /** Type of the entries that `context` does not name. */
  readonly others?: ValueType;
}

/** Types by name. */
export type ValueTypes = Readonly<Record<string, ValueType>>;

/** The type as expressions see it. */
export function feelTypeOf(type: ValueType): FeelType {
  if (typeof type === 'string') return type;
  return 'list' in type ? 'list' : 'context';
}

export function listOf(item: ValueType): ValueType {
  return item === 'Any' ? 'list' : { list: item };
}

/** Type of an entry of a context; undefined where nothing is known of it. */
export function entryType({ context, others }: ContextType, name: string): ValueType | undefined {
  return Object.hasOwn(context, name) ? context[name] : others;
}

/** What a value of one type or of the other has in common: for a name that several parts of a model write. */
export function joinedType(one: ValueType | undefined, other: ValueType): ValueType {
  return one === undefined ? other : new Combination(JOIN).of(one, other);
}

/**
 * The type of what has both types: for one value that is described twice. A text that is a date by the other is a date;
 * what says nothing yields; where they contradict each other, the first one holds.
 */
export function narrowedType(one: ValueType | undefined, other: ValueType | undefined): ValueType {
  if (one === undefined) return other ?? 'Any';
  return other === undefined ? one : new Combination(NARROW).of(one, other);
}

interface Rule {
  readonly base: (one: FeelType, other: FeelType) => FeelType;
  /** Whether a list or context of unknown content stays unknown beside a known one. */
  readonly keepsUnknown: boolean;
}

const JOIN: Rule = { base: (one, other) => (one === other ? one : 'Any'), keepsUnknown: true };
const NARROW: Rule = { base: narrowedBase, keepsUnknown: false };

/** Types whose values come as texts. */
const WRITTEN_AS_TEXT: ReadonlySet<FeelType> = new Set(['date', 'time', 'dateTime', 'duration', 'decimal']);

function narrowedBase(one: FeelType, other: FeelType): FeelType {
  if (one === 'Any' || one === 'null') return other;
  if (one === 'string' && WRITTEN_AS_TEXT.has(other)) return other;
  return one === 'number' && other === 'decimal' ? other : one;
}

/** Pairs of lists and contexts that are looked into, at most: past them only the outside is known. */
const MOST_PAIRS = 1_000;

/** Two types made one by a rule. Pairs are remembered while they are being combined: types may hold themselves. */
class Combination {
  readonly #made = new Map<ValueType, Map<ValueType, ValueType>>();
  #pairs = 0;

  constructor(private readonly rule: Rule) {}

  of(one: ValueType, other: ValueType): ValueType {
    if (one === other) return one;
    const base = this.rule.base(feelTypeOf(one), feelTypeOf(other));
    if (feelTypeOf(one) !== base) return feelTypeOf(other) === base ? other : base;
    if (feelTypeOf(other) !== base) return one;
    if (typeof one === 'string' || typeof other === 'string') {
      return this.rule.keepsUnknown ? base : typeof one === 'string' ? other : one;
    }
    const known = this.#made.get(one)?.get(other);
    if (known !== undefined) return known;
    if (++this.#pairs > MOST_PAIRS) return base;
    if ('list' in one) return 'list' in other ? this.#lists(one, other) : base;
    return 'list' in other ? base : this.#contexts(one, other);
  }

  #lists(one: ListType, other: ListType): ValueType {
    const made = this.#begin<{ list: ValueType }>(one, other, { list: 'Any' });
    made.list = this.of(one.list, other.list);
    return made.list === 'Any' ? 'list' : made;
  }

  #contexts(one: ContextType, other: ContextType): ValueType {
    const context = Object.create(null) as Record<string, ValueType>;
    const made: { context: ValueTypes; others?: ValueType } = this.#begin(one, other, { context });
    for (const name of new Set([...Object.keys(one.context), ...Object.keys(other.context)])) {
      context[name] = this.#entry(entryType(one, name), entryType(other, name));
    }
    if (one.others !== undefined || other.others !== undefined) made.others = this.#entry(one.others, other.others);
    return made;
  }

  /** An entry that only one of two known contexts names is what that one says. */
  #entry(one: ValueType | undefined, other: ValueType | undefined): ValueType {
    return one !== undefined && other !== undefined ? this.of(one, other) : (one ?? other ?? 'Any');
  }

  #begin<T extends ValueType>(one: ValueType, other: ValueType, made: T): T {
    const pairs = this.#made.get(one) ?? new Map<ValueType, ValueType>();
    this.#made.set(one, pairs.set(other, made));
    return made;
  }
}
