import type { ModdleElement } from './moddle-element.js';

export type LintSeverity = 'error' | 'warning' | 'information';

/** Reports one finding. A severity given here goes before the rule's own. */
export type Report = (elementId: string, message: string, severity?: LintSeverity) => void;

/** One rule about how a pathway is drawn. `check` is called for every element of the model, from the top down. */
export interface LintRule {
  /** Kebab-case; says what the rule asks for, or what it does not want. */
  readonly name: string;
  readonly severity: LintSeverity;
  /** One sentence for designers: what the rule asks, and why. */
  readonly says: string;
  check(element: ModdleElement, report: Report): void;
}
