import type { CompileOptions } from '../../../../engine/index.js';

/** A model that has a finding, and the nearest one that has it no more. */
export interface DiagnosticCase {
  readonly code: string;
  /** Sentence of the test's title. */
  readonly rule: string;
  /** Id of the element that the finding is about. */
  readonly element: string;
  readonly bad: string;
  readonly good: string;
  readonly options?: CompileOptions;
  /** Where the good model needs other forms or decisions than the bad one. */
  readonly goodOptions?: CompileOptions;
}
