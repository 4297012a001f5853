import { listOf, type ValueType } from '../../expressions/value-type.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { valueTypeNamed } from './value-type-text.js';

/** What an item definition says: the type of one item, and whether it is a collection of them. */
export interface ItemType {
  readonly type: ValueType;
  readonly isCollection: boolean;
  /** Set where `structureRef` is no FEEL type. */
  readonly unknown?: string;
}

/** Type of an item-aware element (10.4.1): its item definition's `structureRef`, read as a FEEL type. */
export function itemTypeOf(item: BpmnXml | undefined): ItemType {
  if (!item) return { type: 'Any', isCollection: false };
  const isCollection = item.isCollection === true;
  const structure = typeof item.structureRef === 'string' ? item.structureRef : undefined;
  if (structure === undefined) return { type: 'Any', isCollection };
  const type = valueTypeNamed(structure);
  return type === undefined ? { type: 'Any', isCollection, unknown: structure } : { type, isCollection };
}

/** Type of the whole value, be it one item or a collection of them. */
export function wholeType({ type, isCollection }: Pick<ItemType, 'type' | 'isCollection'>): ValueType {
  return isCollection ? listOf(type) : type;
}
