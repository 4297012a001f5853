import { Linter } from 'bpmnlint';
import type { AnnotatedReport, Category, Config, Reporter, Resolver, RuleFactory } from 'bpmnlint';

import type { Diagnostic } from '../model/diagnostics.js';
import { clearStartAndEnd } from './clear-start-and-end.js';
import { diagramComplete } from './diagram-complete.js';
import { joinCanComplete } from './join-can-complete.js';
import { labelRequired } from './label-required.js';
import type { LintRule, LintSeverity } from './lint-rule.js';
import { many, one, type ModdleElement } from './moddle-element.js';
import { noDeadPath } from './no-dead-path.js';
import { noGatewayJoinFork } from './no-gateway-join-fork.js';
import { noImplicitEnd } from './no-implicit-end.js';
import { noImplicitStart } from './no-implicit-start.js';
import { noOverlappingElements } from './no-overlapping-elements.js';
import { pathCanEnd } from './path-can-end.js';
import { serviceLevelOnLane } from './service-level-on-lane.js';
import { superfluousGateway } from './superfluous-gateway.js';
import { taskHasForm } from './task-has-form.js';

/** What a rule found: a diagnostic whose code is the rule's name. */
export type Finding = Diagnostic;

/** Every rule, in the order of their findings. The modeller, the command line and deployment run the same ones. */
export const lintRules: readonly LintRule[] = [
  clearStartAndEnd,
  noDeadPath,
  joinCanComplete,
  pathCanEnd,
  serviceLevelOnLane,
  taskHasForm,
  labelRequired,
  diagramComplete,
  noImplicitStart,
  noImplicitEnd,
  noGatewayJoinFork,
  superfluousGateway,
  noOverlappingElements,
];

const CATEGORIES = { error: 'error', warning: 'warn', information: 'info' } satisfies Record<LintSeverity, Category>;

/** Configuration and resolver for bpmnlint and for bpmn-js-bpmnlint: rules are given as objects, no file is read. */
export const lintConfig: { readonly config: Config; readonly resolver: Resolver } = {
  config: { rules: Object.fromEntries(lintRules.map((rule) => [rule.name, CATEGORIES[rule.severity]])) },
  resolver: resolverOf(lintRules),
};

/**
 * Checks how a pathway is drawn.
 * @param definitions the `bpmn:Definitions` of a parsed model (bpmn-moddle's `rootElement`, or a modeller's)
 * @param rules all of them where not given
 * @returns one finding for each thing to mend, rule by rule; findings are reported, never thrown
 */
export async function lint(definitions: ModdleElement, rules = lintRules): Promise<readonly Finding[]> {
  const config = { rules: Object.fromEntries(rules.map((rule) => [rule.name, CATEGORIES[rule.severity]])) };
  const reports = await new Linter({ config, resolver: resolverOf(rules) }).lint(definitions);
  const names = namesById(definitions);
  return rules.flatMap((rule) => (reports[rule.name] ?? []).map((report) => findingOf(rule, report, names)));
}

function resolverOf(rules: readonly LintRule[]): Resolver {
  return { resolveRule: (_pkg, name) => factoryOf(rules, name), resolveConfig: () => lintConfig.config };
}

function factoryOf(rules: readonly LintRule[], name: string): RuleFactory {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`unknown rule ${name}`);
  return () => ({ check: (element, reporter) => check(rule, element, reporter) });
}

/** A rule that fails is a finding about itself. */
function check(rule: LintRule, element: ModdleElement, reporter: Reporter): void {
  try {
    rule.check(element, (id, message, severity) => reporter.report(id, message, severity ? { severity } : {}));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reporter.report(element.id ?? '', `The rule could not be checked here: ${reason}`, { severity: 'error' });
  }
}

function findingOf(rule: LintRule, report: AnnotatedReport, names: ReadonlyMap<string, string>): Finding {
  const elementId = report.id ?? '';
  return {
    severity: isSeverity(report['severity']) ? report['severity'] : rule.severity,
    code: rule.name,
    elementId,
    elementName: names.get(elementId) ?? '',
    message: report.message,
  };
}

const isSeverity = (value: unknown): value is LintSeverity => typeof value === 'string' && value in CATEGORIES;

function namesById(element: ModdleElement, names = new Map<string, string>()): ReadonlyMap<string, string> {
  if (element.id && element.name) names.set(element.id, element.name);
  for (const property of ['rootElements', 'flowElements', 'participants', 'messageFlows', 'laneSets', 'lanes']) {
    for (const child of many(element, property)) namesById(child, names);
  }
  const inner = one(element, 'childLaneSet');
  if (inner) namesById(inner, names);
  return names;
}
