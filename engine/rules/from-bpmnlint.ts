import type { Reporter, RuleFactory } from 'bpmnlint';

import type { LintRule } from './lint-rule.js';

/** Takes over a rule of bpmnlint's own as one of ours, with our words about it. */
export function fromBpmnlint(factory: RuleFactory, rule: Omit<LintRule, 'check'>): LintRule {
  const { check } = factory();
  return {
    ...rule,
    check: (element, report) => {
      const reporter: Reporter = { report: (id) => report(id, rule.says) };
      check(element as never, reporter);
    },
  };
}
