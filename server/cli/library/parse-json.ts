import type { BrokenFile, JsonFile } from './pathway-folder.js';

/** Parses a JSON text that has to hold an object; else tells why not, and in which line. */
export function parseJsonObject(path: string, text: string): JsonFile | BrokenFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { path, code: 'JSON_NOT_VALID', ...explain(text, error) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { path, code: 'JSON_NOT_AN_OBJECT', message: 'The file has to hold one JSON object.' };
  }
  return { path, value: value as JsonFile['value'] };
}

export const isBroken = (file: JsonFile | BrokenFile): file is BrokenFile => 'code' in file;

/** The parser's own reason, without the text that it quotes. */
function explain(text: string, error: unknown): { message: string; line: number } {
  const reason =
    (error instanceof Error ? error.message : String(error)).split(/,?\s*(?:"|\.\.\.| in JSON| after JSON)/)[0] ?? '';
  return { message: `Not valid JSON: ${reason.trim()}.`, line: firstBadLine(text.split('\n')) };
}

/** The first line, from 1, up to which the text is more than unfinished; the last one where the text just stops. */
function firstBadLine(lines: readonly string[]): number {
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUnfinished(lines.slice(0, middle).join('\n'))) good = middle;
    else bad = middle;
  }
  return bad;
}

/** All that is wrong with it is that it stops. */
function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return message.includes('Unexpected end') || Number(position ?? -1) >= text.trimEnd().length;
  }
}
