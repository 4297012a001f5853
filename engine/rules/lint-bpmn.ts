import { lineFinder } from '../model/read/line-finder.js';
import { readDefinitions } from '../model/read/read-definitions.js';
import { createReport } from '../model/report.js';
import { connectFlows } from './connect-flows.js';
import { lint, lintRules, type Finding } from './lint.js';
import type { ModdleElement } from './moddle-element.js';

/**
 * Checks how the pathway in a BPMN text is drawn.
 * @param xml BPMN 2.0 with the pathway extension
 * @param rules all of them where not given
 * @returns findings with their line; none for a text that cannot be read, which `compile` tells why
 */
export async function lintBpmn(xml: string, rules = lintRules): Promise<readonly Finding[]> {
  const read = await readDefinitions(xml, createReport(xml));
  if (!read) return [];
  const definitions = read.definitions as unknown as ModdleElement;
  connectFlows(definitions);
  const lineOf = lineFinder(xml);
  const findings = await lint(definitions, rules);
  return findings.map((finding) => {
    const line = lineOf(finding.elementId);
    return line === undefined ? finding : { ...finding, line };
  });
}
