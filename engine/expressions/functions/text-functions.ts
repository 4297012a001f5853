import { feelin } from '../evaluation/feelin-function.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS } from '../limits.js';
import { STEPS } from '../steps.js';
import type { Value } from '../values/value.js';
import { forEachMatch, isFound, patternOf, type Match } from './pattern.js';
import { declare, type Call, type Signature } from './signature.js';
import { stringify } from './stringify.js';

type Texts = readonly [string, string, string, string | undefined];

/** Functions for texts (DMN 1.3, 10.3.4.3). */
export const textFunctions: readonly Signature[] = [
  declare('string(from: Any): string', ([from = null], frame) =>
    from === null ? null : frame.text(stringify(from, frame)),
  ),
  declare('substring(string: string, start position: number): string', ofText(substring(2))),
  declare('substring(string: string, start position: number, length: number): string', ofText(substring(3))),
  declare('string length(string: string): number', ofText(feelin('string length', 1))),
  declare('upper case(string: string): string', ofText(feelin('upper case', 1))),
  declare('lower case(string: string): string', ofText(feelin('lower case', 1))),
  declare('substring before(string: string, match: string): string', ([text, match], frame) =>
    (text as string).slice(0, Math.max(0, find(text as string, match as string, frame))),
  ),
  declare('substring after(string: string, match: string): string', ([text, match], frame) => {
    const at = find(text as string, match as string, frame);
    return at === -1 ? '' : (text as string).slice(at + (match as string).length);
  }),
  declare(
    'contains(string: string, match: string): boolean',
    ([text, match], frame) => find(text as string, match as string, frame) !== -1,
  ),
  declare('starts with(string: string, match: string): boolean', ([a, b]) => (a as string).startsWith(b as string)),
  declare('ends with(string: string, match: string): boolean', ([a, b]) => (a as string).endsWith(b as string)),
  declare('matches(input: string, pattern: string, flags?: string): boolean', (args, frame) => {
    const [input, pattern, flags] = args as unknown as readonly [string, string, string | undefined];
    return isFound(patternOf(pattern, flags ?? '', frame), input, frame);
  }),
  declare('replace(input: string, pattern: string, replacement: string, flags?: string): string', replace),
  declare('split(string: string, delimiter: string): list<string>', split),
  declare('string join(list: list, delimiter?: string): string', join),
];

/** Characters that are looked for in linear time, wherever they are looked for (V8 looks back no further in a pattern). */
const SOUGHT_AT_ONCE = 200;

/** Where a text stands in another, -1 for nowhere. A long one is looked for by its beginning, and each finding is paid for. */
function find(text: string, match: string, frame: Frame): number {
  frame.spend(text.length >> 3);
  if (match.length <= SOUGHT_AT_ONCE) return text.indexOf(match);
  const beginning = match.slice(0, SOUGHT_AT_ONCE);
  for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
    frame.spend(50 + (match.length >> 4));
    if (text.startsWith(match, at)) return at;
  }
  return -1;
}

/** feelin copies texts symbol by symbol here: they are paid for by their length. */
function ofText(call: (args: readonly Value[]) => Value): Call {
  return (args, frame) => {
    frame.spend((args[0] as string).length >> 1);
    return call(args);
  };
}

/** Positions count from 1 or from the end: 0 is none. */
function substring(arity: number): (args: readonly Value[]) => Value {
  const call = feelin('substring', arity);
  return (args) => {
    const [, start, length = 0] = args as readonly [string, number, number | undefined];
    if (start === 0 || !Number.isInteger(start) || length < 0)
      throw new ExpressionError('WRONG_ARGUMENT', { function: 'substring' });
    return call(args);
  };
}

function replace(args: readonly Value[], frame: Frame): Value {
  const [input, pattern, replacement, flags] = args as unknown as Texts;
  const parts: string[] = [];
  let [last, length] = [0, 0];
  const add = (part: string): void => {
    length += part.length;
    if (length > EXPRESSION_LIMITS.textLength) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'textLength' });
    parts.push(part);
  };
  forEachMatch(patternOf(pattern, flags ?? '', frame), input, frame, (match) => {
    frame.spend(3);
    add(input.slice(last, match.start));
    add(replacementOf(replacement, match, frame));
    last = match.end;
  });
  add(input.slice(last));
  return frame.text(parts.join(''));
}

/** `$1` is a group, `$0` the whole match, `\$` and `\\` are themselves (XPath functions 3.1, 5.6.4). */
function replacementOf(replacement: string, match: Match, frame: Frame): string {
  frame.spend(5 + 2 * replacement.length);
  return replacement.replace(/\\([\\$])|\$(\d)/g, (_all, literal?: string, group?: string) => {
    if (group === undefined) return literal ?? '';
    const index = Number(group);
    return index > match.groups ? '' : frame.text(match.group(index));
  });
}

function split(args: readonly Value[], frame: Frame): Value {
  const [input, delimiter] = args as unknown as Texts;
  const parts: string[] = [];
  let last = 0;
  forEachMatch(patternOf(delimiter, '', frame), input, frame, ({ start, end }) => {
    if (end === start && (start === last || start === input.length)) return;
    parts.push(input.slice(last, start));
    last = end;
  });
  parts.push(input.slice(last));
  return frame.list(parts);
}

function join(args: readonly Value[], frame: Frame): Value {
  const [list, delimiter] = args as unknown as readonly [readonly Value[], string | undefined];
  const texts = list.filter((item) => item !== null);
  if (!texts.every((item) => typeof item === 'string'))
    throw new ExpressionError('WRONG_ARGUMENT', { function: 'string join' });
  const length = texts.reduce((sum, text) => sum + text.length + (delimiter ?? '').length, 0);
  frame.spend(2 * STEPS.item * texts.length + (length >> 4));
  return frame.text(texts.join(delimiter ?? ''));
}
