import type { CompiledDecision } from '../../decisions/compiled-decision.js';
import { compileDecisions } from '../../decisions/compile-decisions.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';

/** Decisions of all DMN texts by id; what is wrong in one is a finding about the definitions. */
export async function readDecisions(
  texts: readonly string[],
  definitions: BpmnXml,
  report: Report,
): Promise<ReadonlyMap<string, CompiledDecision>> {
  if (texts.length === 0) return new Map();
  const { decisions, problems } = await compileDecisions(texts);
  for (const { code, decisionId, message } of problems) {
    report.add('DECISION_NOT_VALID', definitions, { code, decision: decisionId ?? '', message });
  }
  return decisions;
}
