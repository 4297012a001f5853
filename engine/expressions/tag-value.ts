import type { PlainJson, PlainVariables } from '../execution/commands.js';
import type { Json, Variables } from '../execution/json.js';
import type { FeelType } from './compiled-expression.js';
import { EXPRESSION_LIMITS, FORBIDDEN_NAMES } from './limits.js';
import { ValueError } from './value-error.js';
import { entryType, type ContextType, type ListType, type ValueType, type ValueTypes } from './value-type.js';
import { tagOf, tagText, type Tag } from './values/tags.js';

/** Tag of the types that JSON has no values for. */
const TAGS: { readonly [Type in FeelType]?: Tag } = {
  date: '$date',
  time: '$time',
  dateTime: '$dateTime',
  duration: '$duration',
  decimal: '$decimal',
};

/**
 * Variables from outside as state holds them. Gives the same object back where nothing needs a tag.
 * @param plain values by name: dates, times, durations as ISO 8601 texts, decimals as texts or numbers
 * @param fields types by name, from the form's or message's schema; other names are taken as they are
 * @throws ValueError with a JSON pointer to the value that is refused
 */
export function tagVariables(plain: PlainVariables, fields: ValueTypes): Variables {
  let changed: Record<string, Json> | undefined;
  for (const name of Object.keys(plain)) {
    const value = plain[name] as PlainJson;
    const type = fields[name];
    if (FORBIDDEN_NAMES.has(name)) throw new ValueError('NAME_NOT_ALLOWED', pointer('', name));
    if (typeof value === 'string' && (type === undefined || type === 'string')) continue;
    // An inherited property, as of a field named `toString`, is no type.
    const tagged = tagAt(value, typeof type === 'string' || typeof type === 'object' ? type : 'Any', '', name);
    if (tagged === value) continue;
    changed ??= { ...plain } as Record<string, Json>;
    changed[name] = tagged;
  }
  return changed ?? plain;
}

/**
 * A value from outside as state holds it: with a tag where its type needs one, else the same value.
 * Null is a value of every type. Lists and contexts are looked through to the bottom, and are the same objects where
 * nothing within them needs a tag.
 * @throws ValueError
 */
export function tagValue(value: PlainJson, type: ValueType): Json {
  return tag(value, type, '', 0);
}

function tagAt(value: PlainJson, type: ValueType, path: string, name: string): Json {
  switch (typeof value) {
    case 'boolean':
      if (type === 'boolean' || type === 'Any') return value;
      break;
    case 'number':
      if ((type === 'number' || type === 'Any') && Number.isFinite(value)) return value;
      break;
    default:
  }
  return tag(value, type, pointer(path, name), 0);
}

function tag(value: PlainJson, type: ValueType, path: string, depth: number): Json {
  if (value === null) return null;
  if (typeof type === 'object') return tagInside(value, type, path, depth);
  const needed = TAGS[type];
  if (needed !== undefined) return withTag(value, needed, path, depth);
  checkType(value, type, path);
  return typeof value === 'object' ? checked(value, path, depth) : value;
}

/** A list or context whose inside has a type too. */
function tagInside(value: PlainJson, type: ListType | ContextType, path: string, depth: number): Json {
  const isList = 'list' in type;
  checkType(value, isList ? 'list' : 'context', path);
  if (depth >= EXPRESSION_LIMITS.valueDepth) throw new ValueError('TOO_DEEP', path);
  return isList
    ? tagList(value as readonly PlainJson[], type.list, path, depth)
    : tagContext(value as Readonly<Record<string, PlainJson>>, type, path, depth);
}

function tagList(list: readonly PlainJson[], type: ValueType, path: string, depth: number): Json {
  if (list.length > EXPRESSION_LIMITS.listSize) throw new ValueError('LIST_TOO_LONG', path);
  let changed: Json[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index] as PlainJson;
    const tagged = tag(item, type, pointer(path, String(index)), depth + 1);
    if (tagged === item) continue;
    changed ??= [...list];
    changed[index] = tagged;
  }
  return changed ?? list;
}

function tagContext(record: Readonly<Record<string, PlainJson>>, type: ContextType, path: string, depth: number): Json {
  let changed: Record<string, Json> | undefined;
  for (const key of Object.keys(record)) {
    if (FORBIDDEN_NAMES.has(key)) throw new ValueError('NAME_NOT_ALLOWED', pointer(path, key));
    const item = record[key] as PlainJson;
    const tagged = tag(item, entryType(type, key) ?? 'Any', pointer(path, key), depth + 1);
    if (tagged === item) continue;
    changed ??= { ...record };
    changed[key] = tagged;
  }
  return changed ?? record;
}

function checkType(value: unknown, type: FeelType, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new ValueError('NOT_JSON', path);
  if (!isJsonType(value)) throw new ValueError('NOT_JSON', path);
  const fits =
    type === 'Any' ||
    (type === 'list' ? Array.isArray(value) : type === 'context' ? isContext(value) : typeof value === type);
  if (!fits) throw new ValueError('TYPE_NOT_MATCHED', path);
}

function isContext(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value) && tagOf(value as object) === undefined;
}

/** Only plain objects: no dates, maps or other objects of the host. */
function isJsonType(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return ['string', 'number', 'boolean'].includes(typeof value);
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A text that has the shape of the tag, or a value that has the tag already. */
function withTag(value: PlainJson, wanted: Tag, path: string, depth: number): Json {
  if (typeof value === 'object' && value !== null) {
    if (tagOf(value) !== wanted) throw new ValueError('TYPE_NOT_MATCHED', path);
    return checked(value, path, depth);
  }
  const text = wanted === '$decimal' && typeof value === 'number' ? decimalText(value, path) : value;
  if (typeof text !== 'string') throw new ValueError('TYPE_NOT_MATCHED', path);
  return tagText(wanted, text) ?? refuseText(path);
}

function decimalText(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new ValueError('NOT_JSON', path);
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

function refuseText(path: string): never {
  throw new ValueError('TEXT_NOT_VALID', path);
}

/** Everything inside a list or context; objects that look like tags must be tags. */
function checked(value: PlainJson, path: string, depth: number): Json {
  checkType(value, 'Any', path);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= EXPRESSION_LIMITS.valueDepth) throw new ValueError('TOO_DEEP', path);
  if (Array.isArray(value)) return checkedList(value as readonly PlainJson[], path, depth);
  const record = value as Readonly<Record<string, PlainJson>>;
  const tag = tagOf(record);
  if (tag !== undefined) return checkedTag(record, tag, path);
  for (const key of Object.keys(record)) {
    if (FORBIDDEN_NAMES.has(key)) throw new ValueError('NAME_NOT_ALLOWED', pointer(path, key));
    const item = record[key];
    if (typeof item !== 'string' && item !== null) checked(item as PlainJson, pointer(path, key), depth + 1);
  }
  return record;
}

function checkedList(list: readonly PlainJson[], path: string, depth: number): Json {
  if (list.length > EXPRESSION_LIMITS.listSize) throw new ValueError('LIST_TOO_LONG', path);
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item !== 'string' && item !== null) checked(item as PlainJson, pointer(path, String(index)), depth + 1);
  }
  return list;
}

function checkedTag(record: Readonly<Record<string, PlainJson>>, tag: Tag, path: string): Json {
  const text = record[tag];
  if (Object.keys(record).length !== 1 || typeof text !== 'string') throw new ValueError('TYPE_NOT_MATCHED', path);
  if (tagText(tag, text) === undefined) throw new ValueError('TEXT_NOT_VALID', path);
  return record;
}

function pointer(path: string, key: string): string {
  return `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
