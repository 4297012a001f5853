import type { FeelType } from '../compiled-expression.js';

/** What is known of a value before run time: its type, the type of a list's elements, the entries of a context. */
export interface StaticType {
  readonly base: FeelType | 'range';
  readonly element?: StaticType;
  readonly entries?: ReadonlyMap<string, StaticType>;
}

const simple = (base: StaticType['base']): StaticType => ({ base });

export const TYPES = {
  any: simple('Any'),
  nothing: simple('null'),
  boolean: simple('boolean'),
  number: simple('number'),
  decimal: simple('decimal'),
  string: simple('string'),
  date: simple('date'),
  time: simple('time'),
  dateTime: simple('dateTime'),
  duration: simple('duration'),
  list: simple('list'),
  context: simple('context'),
  range: simple('range'),
} as const satisfies Record<string, StaticType>;

export function typeOf(base: FeelType): StaticType {
  return { base };
}

/** Nothing is known of it, or it is null, which goes with every type. */
export function isOpen(type: StaticType): boolean {
  return type.base === 'Any' || type.base === 'null';
}

export function isNumeric(type: StaticType): boolean {
  return type.base === 'number' || type.base === 'decimal';
}

/** Whether a value of one type can ever be one of the other; number and decimal are one FEEL type. */
export function areCompatible(a: StaticType, b: StaticType): boolean {
  return isOpen(a) || isOpen(b) || a.base === b.base || (isNumeric(a) && isNumeric(b));
}

/** The type of a value that is one or the other. */
export function either(a: StaticType, b: StaticType): StaticType {
  if (a.base === 'null') return b;
  if (b.base === 'null') return a;
  if (a.base !== b.base) return isNumeric(a) && isNumeric(b) ? TYPES.decimal : TYPES.any;
  if (a.element !== undefined && b.element !== undefined)
    return { base: 'list', element: either(a.element, b.element) };
  return { base: a.base };
}

/** As the contract of a compiled expression says it: ranges are only known inside. */
export function outsideType(type: StaticType): FeelType {
  return type.base === 'range' ? 'Any' : type.base;
}

/** How a designer would say it. */
export function describeType(type: StaticType): string {
  return DESCRIPTIONS[type.base];
}

const DESCRIPTIONS: Readonly<Record<StaticType['base'], string>> = {
  Any: 'any value',
  null: 'no value',
  boolean: 'true or false',
  number: 'a number',
  decimal: 'a number',
  string: 'a text',
  date: 'a date',
  time: 'a time',
  dateTime: 'a date and time',
  duration: 'a duration',
  list: 'a list',
  context: 'a context',
  range: 'a range',
};
