import type { BrokenFile, JsonFile } from './pathway-folder.js';

/** Parses a JSON text that has to hold an object; else tells why not, with the line where the parser gives a place. */
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

/** V8 names the position in its message; the text it quotes is left out. */
function explain(text: string, error: unknown): { message: string; line?: number } {
  const message = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(message)?.[1];
  const sentence = (message.split(/,? "|\.\.\.|,? in JSON/)[0] ?? message).trim();
  if (position === undefined) return { message: `Not valid JSON: ${sentence}.` };
  return { message: `Not valid JSON: ${sentence}.`, line: text.slice(0, Number(position)).split('\n').length };
}
