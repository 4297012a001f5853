/** All before these are their own normal form. */
const MAY_DIFFER = /[\u0300-\uffff]/;

/**
 * A key or a name as it is compared: in Unicode's normal form C, so that "Å" is one letter however it was typed (Unicode
 * Standard Annex 15).
 */
export const normalKey = (text: string): string => (MAY_DIFFER.test(text) ? text.normalize('NFC') : text);

const END = '[^\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]';

/**
 * What a key must be that somebody types, as a regular expression with the flag `u`: no control characters, no breaks of
 * lines, no half of a surrogate pair, and neither white space nor what cannot be seen (general category Cf) at its ends.
 */
export const KEY_PATTERN = `^(?:${END}(?:[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*${END})?)?$`;

/** As a key, with tabs and breaks of lines between. */
export const LINES_PATTERN = `^${END}(?:(?:[^\\p{Cc}\\p{Cs}]|[\\t\\n\\r])*${END})?$`;

const KEY = new RegExp(KEY_PATTERN, 'u');

export const isKey = (text: string): boolean => KEY.test(text);
