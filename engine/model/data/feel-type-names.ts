import type { FeelType } from '../../expressions/compiled-expression.js';
import type { BpmnXml } from '../read/bpmn-xml.js';

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

/** What an item definition says: the type of one item, and whether it is a collection of them. */
export interface ItemType {
  readonly type: FeelType;
  readonly isCollection: boolean;
  /** Set where `structureRef` is no FEEL type name. */
  readonly unknown?: string;
}

/** Type of an item-aware element (10.4.1): its item definition's `structureRef`, read as the name of a FEEL type. */
export function itemTypeOf(item: BpmnXml | undefined): ItemType {
  if (!item) return { type: 'Any', isCollection: false };
  const isCollection = item.isCollection === true;
  const structure = typeof item.structureRef === 'string' ? item.structureRef : undefined;
  if (structure === undefined) return { type: 'Any', isCollection };
  const type = feelTypeNamed(structure);
  if (type) return { type, isCollection };
  return structure.startsWith('context<')
    ? { type: 'context', isCollection }
    : { type: 'Any', isCollection, unknown: structure };
}

/** The type of the least that both have in common. */
export function joinTypes(one: FeelType | undefined, other: FeelType): FeelType {
  if (one === undefined || one === other) return other;
  return 'Any';
}
