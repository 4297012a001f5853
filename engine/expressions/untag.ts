import type { PlainJson } from '../execution/commands.js';
import type { Json, JsonObject } from '../execution/json.js';
import { tagOf } from './values/tags.js';

const WITH_OFFSET = /^(.+T.+(?:Z|[+-]\d\d:\d\d))\[.+\]$/;

/**
 * A value as people and other systems read it: tagged values are their texts. The zone of a date-time is left out where
 * there is an offset, so that it is a date-time of ISO 8601 and of JSON Schema (RFC 3339).
 */
export function untag(value: Json): PlainJson {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(untag);
  const tag = tagOf(value);
  const text = tag === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[tag];
  if (typeof text === 'string') return text.replace(WITH_OFFSET, '$1');
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, item]) => [key, untag(item)]));
}
