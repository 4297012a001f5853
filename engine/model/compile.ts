import type { CompiledDecision } from '../decisions/compiled-decision.js';
import { checkContainer } from './checks/check-containers.js';
import { checkNode } from './checks/check-node.js';
import type { Compilation } from './compilation.js';
import type { CompileOptions, CompileResult } from './compile-options.js';
import { compileContainer, compileProcess } from './containers/compile-container.js';
import { declareNames } from './containers/declare-names.js';
import { messageFlowsOf } from './containers/message-flows.js';
import { startsOf } from './containers/starts.js';
import { dataObjectNames } from './data/data-catalogue.js';
import { createFormCatalogue } from './data/form-catalogue.js';
import { readDecisions } from './data/read-decisions.js';
import { collect } from './draft/collect.js';
import { compileNode } from './elements/compile-node.js';
import type { NodeContext } from './elements/node-context.js';
import { findMessages } from './events/messages.js';
import type { ElementModel, ExecutableModel } from './executable-model.js';
import { createExpressionReader } from './expression-reader.js';
import { compileFlow } from './flows.js';
import { createForeignSettings } from './foreign/foreign-settings.js';
import { deepFreeze } from './freeze.js';
import { modelKey } from './model-key.js';
import { findReaches } from './reach/reaches.js';
import { type ReadDefinitions, readDefinitions } from './read/read-definitions.js';
import { createReport, type Report } from './report.js';
import { emptyRecord, recordBy } from './safe-record.js';
import { textsOf } from './texts.js';
import { zoneOf } from './zone.js';

/**
 * Compiles a BPMN 2.0.2 text with its forms and decisions into a frozen model that `step` can run.
 *
 * Never throws on a bad model: what is wrong comes as diagnostics, each with the id and name of its element and a code
 * (the table is in README.md beside this file). With an error there is no model. Nothing is silently ignored: what has no
 * effect is said by a warning or an information.
 *
 * @param xml BPMN 2.0 XML, at most 2 MB in UTF-8, without DOCTYPE
 * @param options forms by id, DMN texts, zone (default Europe/Oslo)
 */
export async function compile(xml: string, options: CompileOptions = {}): Promise<CompileResult> {
  const report = createReport(xml);
  const read = await readDefinitions(xml, report);
  if (!read) return { diagnostics: deepFreeze(report.findings) };
  const decisions = await readDecisions(options.decisions ?? [], read.definitions, report);
  const model = build(xml, read, decisions, options, report);
  return { ...(model && !report.hasErrors && { model: deepFreeze(model) }), diagnostics: deepFreeze(report.findings) };
}

function build(
  xml: string,
  { definitions, elementsById }: ReadDefinitions,
  decisions: ReadonlyMap<string, CompiledDecision>,
  options: CompileOptions,
  report: Report,
): ExecutableModel | undefined {
  const foreign = createForeignSettings(definitions, report);
  const drafts = collect(definitions, report, foreign);
  if (drafts.isTooLarge) return undefined;
  const zone = zoneOf(drafts, options, report);
  const compilation: Compilation = {
    definitions,
    elementsById,
    report,
    expressions: createExpressionReader(report),
    foreign,
    decisions,
    form: createFormCatalogue(options.forms, report),
    formsAreGiven: options.forms !== undefined,
    messages: findMessages(definitions),
    drafts,
  };
  const data = dataObjectNames(drafts.processes.flatMap(({ containers }) => containers));
  for (const process of drafts.processes) declareNames(process, compilation, data);
  const c: NodeContext = { ...compilation, data, reach: findReaches(drafts, report) };
  return {
    key: modelKey(xml, options, zone),
    definitionsId: definitions.id ?? '',
    name: definitions.name ?? '',
    zone,
    ...parts(c),
    messageFlows: messageFlowsOf(c),
    lanes: recordBy(drafts.lanes, ({ id }) => id),
    texts: textsOf(elementsById),
  };
}

function parts(c: NodeContext): Pick<ExecutableModel, 'processes' | 'containers' | 'elements' | 'flows' | 'starts'> {
  const { drafts } = c;
  const elements = emptyRecord<ElementModel>();
  for (const node of drafts.nodes.values()) {
    checkNode(node, c);
    const element = compileNode(node, c);
    if (element) elements[node.id] = element;
  }
  const all = drafts.processes.flatMap(({ containers }) => containers);
  for (const container of all) checkContainer(container, c);
  const outermost = all.filter(({ parent }) => !parent);
  const processes = recordBy(
    outermost.map((container) => compileProcess(container, c)),
    ({ id }) => id,
  );
  const inner = all.filter(({ parent }) => parent).map(compileContainer);
  return {
    processes,
    containers: recordBy([...Object.values(processes), ...inner], ({ id }) => id),
    elements,
    flows: recordBy(
      [...drafts.flows.values()].map((flow) => compileFlow(flow, c)),
      ({ id }) => id,
    ),
    starts: outermost.flatMap((process) => startsOf(process, elements)),
  };
}
