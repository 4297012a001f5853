/** One finding about a model, with all that a designer needs to mend it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'information';
  /** Stable code, e.g. `FLOW_WITHOUT_CONDITION`. */
  readonly code: string;
  /** Id of the element; the definitions' id or '' where it concerns the whole text. */
  readonly elementId: string;
  readonly elementName: string;
  /** A sentence a designer understands, in English; screens translate by code. */
  readonly message: string;
  /** Line of the XML where known, from 1. */
  readonly line?: number;
}
