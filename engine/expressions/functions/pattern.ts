import { RE2JS } from 're2js';

import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS } from '../limits.js';
import { stepsOfPattern } from './steps-of-pattern.js';

/** A pattern of `matches`, `replace` or `split`, on a matcher that needs time linear in the text. */
export interface Pattern {
  readonly compiled: RE2JS;
  /** States of the matcher. */
  readonly size: number;
  /** Whether the length of a match has a bound, so that looking for the next match never reads far ahead. */
  readonly bounded: boolean;
}

const MOST_KEPT = 500;
const LARGEST_PROGRAM = 1_000;
/** Steps of looking for a match, and for each character beside those for the states: a search may begin anew there. */
const SEARCH = 30;
const CHARACTER = 20;
const kept = new Map<string, Pattern>();

/**
 * Reads a regular expression with the flags of XPath's `fn:matches` (s, m, i, x), as DMN 1.3 (10.3.4.3) asks, in the
 * syntax of RE2: no back-references and no look-around.
 * @param frame pays for reading it, where it is the first of the command
 * @throws ExpressionError INVALID_PATTERN
 */
export function patternOf(text: string, flags: string, frame: Frame): Pattern {
  if (text.length > EXPRESSION_LIMITS.patternLength || !/^[smix]{0,8}$/.test(flags)) throw invalid();
  const key = `${flags}/${text}`;
  return frame.pattern(key, () => {
    const steps = stepsOfPattern(text, flags);
    if (steps === undefined) throw invalid();
    frame.spend(steps);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const pattern = compile(text, flags);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, pattern);
    return pattern;
  });
}

function compile(text: string, flags: string): Pattern {
  try {
    const compiled = RE2JS.compile(flags.includes('x') ? withoutBlanks(text) : text, flagBits(flags));
    const size = compiled.programSize();
    if (size > LARGEST_PROGRAM) throw invalid();
    return { compiled, size, bounded: !/[*+]|\{\d+,\}/.test(text) };
  } catch {
    throw invalid();
  }
}

function flagBits(flags: string): number {
  return (
    (flags.includes('s') ? RE2JS.DOTALL : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0) |
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0)
  );
}

/** Flag x: blanks outside of character classes mean nothing (XPath functions 3.1, 5.6.2). */
function withoutBlanks(text: string): string {
  return text.replace(/(\\[^]|\[(?:\\[^]|[^\]\\])*\])|[\t\n\r ]+/g, (_all, keep?: string) => keep ?? '');
}

function invalid(): ExpressionError {
  return new ExpressionError('INVALID_PATTERN');
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of group 0, 1, …; empty where a group took no part. */
  group(index: number): string;
  readonly groups: number;
}

/** Whether the pattern is found anywhere in the text. */
export function isFound(pattern: Pattern, text: string, frame: Frame): boolean {
  pay(pattern, text.length, frame);
  return pattern.compiled.matcher(text).find();
}

/** Calls back for every match from left to right. Pays for the text that each search may read. */
export function forEachMatch(pattern: Pattern, text: string, frame: Frame, visit: (match: Match) => void): void {
  const matcher = pattern.compiled.matcher(text);
  const groups = pattern.compiled.groupCount();
  pay(pattern, text.length, frame);
  for (let last = 0; matcher.find(); last = matcher.end()) {
    pay(pattern, pattern.bounded ? pattern.size : text.length - last, frame);
    visit({ start: matcher.start(), end: matcher.end(), groups, group: (index) => matcher.group(index) ?? '' });
  }
}

function pay(pattern: Pattern, characters: number, frame: Frame): void {
  frame.spend(SEARCH + characters * (CHARACTER + pattern.size));
}
