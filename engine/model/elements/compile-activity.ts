import type { CompiledDecision } from '../../decisions/compiled-decision.js';
import { mappingsOf } from '../data/mappings.js';
import { openNames } from '../data/layered-names.js';
import { payloadFields } from '../data/payload-fields.js';
import { calledId } from '../data/written-names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { responsibilityOf, serviceLevelOf } from '../draft/lanes.js';
import { isLoopInput, isLoopOutput } from '../loops/loop-data.js';
import { compileLoop } from '../loops/compile-loop.js';
import { messageTrigger, type TriggerPlace } from '../events/triggers.js';
import type { ActivityModel, AssignmentModel, MessageTrigger } from '../executable-model.js';
import { present } from '../present.js';
import { compensationHandlerOf } from './compensation-handlers.js';
import { type ActivityNames, activityNames } from './node-names.js';
import { nodeBase, type NodeContext } from './node-context.js';
import { quantity } from './quantity.js';
import { resultVariableOf } from './result-variable.js';
import { compileScript } from './script.js';

/** An activity; undefined where a diagnostic says what it lacks. */
export function compileActivity(node: NodeDraft, c: NodeContext): ActivityModel | undefined {
  const names = activityNames(node, node.container.names, c);
  const base = activityBase(node, names, c);
  switch (node.type) {
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
    case 'bpmn:Task': {
      const id = c.foreign.setting(node.xml, 'form');
      const form = id === undefined ? undefined : c.form(id, node.xml);
      return present({ ...base, type: node.type, form, assignment: assignmentOf(node, c) });
    }
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
      return jobTask(node, node.type, base, names, c);
    case 'bpmn:ReceiveTask': {
      const message = messageTrigger(c.messages.of(node.xml), placeOf(node, names.local, false), c);
      return message && { ...base, type: node.type, message, instantiate: node.xml.instantiate === true };
    }
    case 'bpmn:ScriptTask': {
      const script = compileScript(node, names.local, c);
      const resultVariable = resultVariableOf(node, script?.type, undefined, c);
      return script && present({ ...base, type: node.type, script, resultVariable });
    }
    case 'bpmn:BusinessRuleTask':
      return businessRuleTask(node, base, names, c);
    case 'bpmn:CallActivity':
      return callActivity(node, base, c);
    case 'bpmn:SubProcess':
    case 'bpmn:Transaction':
      return { ...base, type: node.type, triggeredByEvent: node.xml.triggeredByEvent === true };
    case 'bpmn:AdHocSubProcess':
      return adHocSubProcess(node, base, c);
    default:
      return undefined;
  }
}

type Base = ReturnType<typeof activityBase>;

function activityBase(node: NodeDraft, names: ActivityNames, c: NodeContext) {
  const { xml, container } = node;
  const associations = (xml.dataInputAssociations ?? []).find((each) => isLoopInput(each, xml));
  const gathered = (xml.dataOutputAssociations ?? []).find((each) => isLoopOutput(each, xml));
  const place = { node, data: c.data };
  const outputs = mappingsOf(
    { ...place, direction: 'outputs', names: outputNames(node, names, c), targets: container.names },
    c,
    gathered,
  );
  return present({
    ...nodeBase(node, c),
    inputs: mappingsOf({ ...place, direction: 'inputs', names: names.instance, targets: names.local }, c, associations),
    outputs,
    boundaries: node.boundaries.map(({ id }) => id),
    loop: compileLoop(node, names, c),
    startQuantity: quantity(node, 'startQuantity', c.report),
    completionQuantity: quantity(node, 'completionQuantity', c.report),
    isForCompensation: xml.isForCompensation === true,
    compensationHandler: compensationHandlerOf(node)?.id,
    variables: names.variables,
    isolatesOutput: container.kind !== 'globalTask' && (xml.ioSpecification !== undefined || outputs.length > 0),
  });
}

/** Results that are not described in the model can be mapped by any name. */
function outputNames(node: NodeDraft, { local }: ActivityNames, c: NodeContext): Names {
  const inside = node.inner?.names ?? local;
  const comesFromElsewhere =
    node.type === 'bpmn:CallActivity' ||
    node.type === 'bpmn:ServiceTask' ||
    node.type === 'bpmn:SendTask' ||
    node.type === 'bpmn:ScriptTask' ||
    ((node.type === 'bpmn:UserTask' || node.type === 'bpmn:ManualTask' || node.type === 'bpmn:Task') &&
      c.foreign.setting(node.xml, 'form') === undefined) ||
    (node.type === 'bpmn:ReceiveTask' && Object.keys(payloadFields(c.messages.of(node.xml))).length === 0);
  return comesFromElsewhere ? openNames(inside) : inside;
}

function placeOf(node: NodeDraft, names: Names, throws: boolean): TriggerPlace {
  const startsProcess = node.xml.instantiate === true && node.container.kind === 'process';
  return { node, names, throws, hasScope: !startsProcess };
}

/** Lane of the activity, else of the sub-process that it is in; its own attributes come before the lane's. */
function assignmentOf(node: NodeDraft, c: NodeContext): AssignmentModel {
  const lane = laneOf(node);
  const { participant } = node.container.process;
  const pool = lane ?? (participant ? responsibilityOf(participant, {}, c.report) : {});
  return present({
    lane: lane?.id,
    serviceLevel: serviceLevelOf(node.xml, c.report) ?? pool.serviceLevel,
    candidateGroup: c.foreign.setting(node.xml, 'candidateGroup') ?? pool.candidateGroup,
  });
}

function laneOf(node: NodeDraft) {
  for (let at: NodeDraft | undefined = node; at; at = at.container.activity) if (at.lane) return at.lane;
  return undefined;
}

const DEFAULT_RETRIES = 3;

function jobTask(
  node: NodeDraft,
  type: 'bpmn:ServiceTask' | 'bpmn:SendTask',
  base: Base,
  names: ActivityNames,
  c: NodeContext,
): ActivityModel | undefined {
  const topic = c.foreign.setting(node.xml, 'topic') || undefined;
  const sent = topic === undefined ? c.messages.of(node.xml) : undefined;
  const message: MessageTrigger | undefined = sent && messageTrigger(sent, placeOf(node, names.local, true), c);
  if (topic === undefined && !sent) c.report.add('TASK_WITHOUT_WORK', node.xml);
  if (topic === undefined && !message) return undefined;
  const retries = c.foreign.setting(node.xml, 'retries') ?? DEFAULT_RETRIES;
  if (!Number.isInteger(retries) || retries < 1 || retries > 100) c.report.add('RETRIES_NOT_VALID', node.xml);
  return present({ ...base, type, topic, retries, message });
}

function businessRuleTask(
  node: NodeDraft,
  base: Base,
  names: ActivityNames,
  c: NodeContext,
): ActivityModel | undefined {
  const id = c.foreign.setting(node.xml, 'decision') ?? '';
  const decision: CompiledDecision | undefined = c.decisions.get(id);
  if (!decision) {
    c.report.add(id === '' ? 'DECISION_MISSING' : 'DECISION_NOT_FOUND', node.xml, { decision: id });
    return undefined;
  }
  for (const name of decision.reads) {
    if (!names.local.has(name)) c.report.add('DECISION_INPUT_UNDECLARED', node.xml, { decision: id, name });
  }
  const resultVariable = resultVariableOf(node, decision.resultType, decision.name, c);
  return present({ ...base, type: 'bpmn:BusinessRuleTask' as const, decision, resultVariable });
}

function callActivity(node: NodeDraft, base: Base, c: NodeContext): ActivityModel | undefined {
  const { xml } = node;
  const calledElement = calledId(xml, c);
  if (calledElement === undefined) {
    c.report.add('CALLED_ELEMENT_MISSING', xml);
    return undefined;
  }
  const binding: string = c.foreign.setting(xml, 'binding') ?? 'latest';
  const version = c.foreign.setting(xml, 'version');
  if (binding !== 'latest' && binding !== 'deployment' && binding !== 'version') {
    c.report.add('BINDING_NOT_KNOWN', xml, { binding });
    return undefined;
  }
  if (binding === 'version' && (version === undefined || !Number.isInteger(version) || version < 1)) {
    c.report.add('VERSION_NOT_VALID', xml);
  }
  return present({
    ...base,
    type: 'bpmn:CallActivity' as const,
    calledElement,
    binding: binding as 'latest' | 'deployment' | 'version',
    version,
    passAllIn: c.foreign.setting(xml, 'passAllIn') === true,
    passAllOut: c.foreign.setting(xml, 'passAllOut') === true,
  });
}

function adHocSubProcess(node: NodeDraft, base: Base, c: NodeContext): ActivityModel {
  const names = node.inner?.names ?? node.container.names;
  const what = 'completion condition';
  return present({
    ...base,
    type: 'bpmn:AdHocSubProcess' as const,
    ordering: node.xml.ordering === 'Sequential' ? ('sequential' as const) : ('parallel' as const),
    completionCondition: c.expressions.read(node.xml.completionCondition, {
      names,
      owner: node.xml,
      what,
      expected: 'boolean',
    }),
    cancelRemainingInstances: node.xml.cancelRemainingInstances !== false,
  });
}
