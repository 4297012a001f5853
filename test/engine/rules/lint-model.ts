import { readFileSync } from 'node:fs';

import { lintBpmn } from '../../../engine/rules/lint-bpmn.js';
import type { LintRule } from '../../../engine/rules/lint-rule.js';

/**
 * Lints `models/<rule>/<name>.bpmn` by that one rule.
 * @returns `severity element id`, one text for each finding, in alphabetical order
 */
export async function findingsIn(rule: LintRule, name: string): Promise<readonly string[]> {
  const xml = readFileSync(new URL(`models/${rule.name}/${name}.bpmn`, import.meta.url), 'utf8');
  const findings = await lintBpmn(xml, [rule]);
  return findings.map((finding) => `${finding.severity} ${finding.elementId}`).sort();
}
