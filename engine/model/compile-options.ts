import type { Diagnostic } from './diagnostics.js';
import type { ExecutableModel } from './executable-model.js';

/** What belongs to a pathway beside its drawing. */
export interface CompileOptions {
  /** JSON Schemas by form id (file name without `.schema.json`). */
  readonly forms?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** DMN texts; business rule tasks find their decision by id. */
  readonly decisions?: readonly string[];
  /** IANA zone for calendar time; default `Europe/Oslo`. */
  readonly zone?: string;
}

/** `model` is absent where a diagnostic has severity `error`. */
export interface CompileResult {
  readonly model?: ExecutableModel;
  readonly diagnostics: readonly Diagnostic[];
}
