/* eslint-disable no-misleading-character-class -- the standard's ranges begin with joiners and combining marks */
/** Characters of names as in DMN 1.3, 10.3.1.2, rules 28 to 30. */
const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uDFFF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const PART = `${START}0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040`;

export const IDENTIFIER = new RegExp(`[${START}][${PART}]*`, 'y');
/** Parts of a name with spaces or symbols: identifiers, numbers and single symbols. */
export const NAME_PARTS = new RegExp(`[${PART}]+|[^\\s]`, 'gu');
export const PART_CHARACTER = new RegExp(`[${PART}]`);
export const BLANK = /(?:[\s\u0085]|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
export const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
export const STRING = /"(?:[^"\\]|\\[^])*"/y;

/** Words that cannot begin a variable's name in an expression. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'for',
  'in',
  'return',
  'if',
  'then',
  'else',
  'some',
  'every',
  'satisfies',
  'or',
  'and',
  'between',
  'instance',
  'of',
  'function',
  'null',
  'true',
  'false',
]);
