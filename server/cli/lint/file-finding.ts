import type { Diagnostic } from '../../../engine/index.js';

/** A finding and the file it is in, by the path the user knows it by. */
export interface FileFinding extends Diagnostic {
  readonly file: string;
}

/** A finding about a file as a whole, or a line of it. */
export function fileFinding(
  file: string,
  severity: Diagnostic['severity'],
  code: string,
  message: string,
  about: { readonly elementId?: string; readonly line?: number | undefined } = {},
): FileFinding {
  const { elementId = '', line } = about;
  return { file, severity, code, elementId, elementName: '', message, ...(line !== undefined && { line }) };
}
