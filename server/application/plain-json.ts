import type { Json, PlainJson, Variables } from '../../engine/index.js';

/** A value as people and other systems read it: tagged dates, times, durations and decimals become their texts. */
export function toPlain(value: Json): PlainJson {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  const entries = Object.entries(value as Variables);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && TAGS.has(only[0]) && typeof only[1] === 'string') return isoText(only[0], only[1]);
  return Object.fromEntries(entries.map(([name, entry]) => [name, toPlain(entry)]));
}

export function toPlainVariables(variables: Variables): Readonly<Record<string, PlainJson>> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toPlain(value)]));
}

const TAGS: ReadonlySet<string> = new Set(['$date', '$time', '$dateTime', '$duration', '$decimal']);

/** ISO 8601 knows no zone names: where an offset stands too, the name is left out. */
function isoText(tag: string, text: string): string {
  if (tag !== '$dateTime') return text;
  const zoned = /^(.*(?:Z|[+-]\d\d:\d\d))(?:\[.*\]|@.*)$/.exec(text);
  return zoned?.[1] ?? text;
}
