import { listOf, type ValueType } from '../../expressions/value-type.js';
import { emptyRecord } from '../safe-record.js';
import { feelTypeNamed } from './feel-type-names.js';
import { isUsableName } from './names.js';

/** Levels of lists and contexts inside each other that are read. */
const DEEPEST = 20;

/**
 * A FEEL type as DMN writes it (DMN 1.3, 10.3.1.2, grammar rule `type`): its name, `list<date>`, or
 * `context<from: date, notes: list<string>>`. Undefined for any other text; within, what is not understood is anything.
 */
export function valueTypeNamed(text: string): ValueType | undefined {
  return readType(text, DEEPEST);
}

function readType(text: string, depth: number): ValueType | undefined {
  const named = feelTypeNamed(text);
  if (named !== undefined) return named;
  const [, kind, inner] = /^\s*(list|context)\s*<([\s\S]*)>\s*$/.exec(text) ?? [];
  if (kind === undefined || inner === undefined) return undefined;
  if (depth === 0) return kind === 'list' ? 'list' : 'context';
  return kind === 'list' ? listOf(readType(inner, depth - 1) ?? 'Any') : contextOf(inner, depth - 1);
}

function contextOf(inner: string, depth: number): ValueType {
  const context = emptyRecord<ValueType>();
  for (const entry of splitTop(inner)) {
    const colon = entry.indexOf(':');
    const name = entry.slice(0, colon).trim();
    if (colon > 0 && isUsableName(name)) context[name] = readType(entry.slice(colon + 1), depth) ?? 'Any';
  }
  return Object.keys(context).length > 0 ? { context } : 'context';
}

/** Splits at the commas that stand outside of `<…>`. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '<') depth += 1;
    else if (text[at] === '>') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
