import type { FeelType } from '../../expressions/compiled-expression.js';

const TYPE_NAMES: Readonly<Record<string, FeelType>> = {
  any: 'Any',
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  int: 'number',
  long: 'number',
  double: 'number',
  float: 'number',
  decimal: 'decimal',
  string: 'string',
  date: 'date',
  time: 'time',
  datetime: 'dateTime',
  'date and time': 'dateTime',
  duration: 'duration',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
  list: 'list',
  context: 'context',
  object: 'context',
};

/** A FEEL type by its name in a model, `xsd:` and letter case aside; undefined for any other text. */
export function feelTypeNamed(name: string): FeelType | undefined {
  const plain = name
    .trim()
    .replace(/^(xsd?|feel):/, '')
    .toLowerCase();
  return Object.hasOwn(TYPE_NAMES, plain) ? TYPE_NAMES[plain] : undefined;
}
