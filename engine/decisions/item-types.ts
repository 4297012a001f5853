import type { FeelType } from '../expressions/compiled-expression.js';
import type { ItemDefinitionXml } from './dmn-xml.js';

/** A type that a `typeRef` can name. */
export interface ItemType {
  readonly type: FeelType;
  /** Unary tests that its values pass, where an item definition has some. */
  readonly allowedValues?: string;
}

export interface ItemTypes {
  /** Undefined for a name that no type has. Prefixes (`feel:number`) mean nothing. */
  get(typeRef: string): ItemType | undefined;
}

/** Names of FEEL's own types in DMN 1.3 (7.3.3) and in older texts. */
const BUILT_IN: Readonly<Record<string, FeelType>> = {
  Any: 'Any',
  any: 'Any',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  decimal: 'decimal',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  'date and time': 'dateTime',
  duration: 'duration',
  dayTimeDuration: 'duration',
  yearMonthDuration: 'duration',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
  list: 'list',
  context: 'context',
};

/** FEEL's types and the item definitions of the texts (DMN 1.3, 7.3.2), which may build on each other. */
export function itemTypes(definitions: readonly ItemDefinitionXml[]): ItemTypes {
  const byName = new Map(definitions.map((definition) => [definition.name ?? '', definition]));
  const resolve = (typeRef: string, left: number): ItemType | undefined => {
    const name = typeRef.replace(/^[\w-]+:/, '');
    if (Object.hasOwn(BUILT_IN, name)) return { type: BUILT_IN[name] ?? 'Any' };
    const definition = byName.get(name);
    if (definition === undefined || left === 0 || definition.functionItem !== undefined) return undefined;
    return ofDefinition(definition, (inner) => resolve(inner, left - 1));
  };
  return { get: (typeRef) => resolve(typeRef, byName.size) };
}

function ofDefinition(
  definition: ItemDefinitionXml,
  resolve: (typeRef: string) => ItemType | undefined,
): ItemType | undefined {
  const { typeRef, isCollection, itemComponent, allowedValues } = definition;
  if (isCollection === true) return { type: 'list' };
  if (itemComponent !== undefined && itemComponent.length > 0) return { type: 'context' };
  const base = typeRef === undefined ? { type: 'Any' as const } : resolve(typeRef);
  if (base === undefined) return undefined;
  const allowed = allowedValues?.text?.trim() || base.allowedValues;
  return allowed === undefined ? base : { ...base, allowedValues: allowed };
}
