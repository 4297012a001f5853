import type { Compilation } from '../compilation.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import type { MessageFlowModel } from '../executable-model.js';
import { normalKey } from '../normal-key.js';
import { present } from '../present.js';
import { type BpmnXml, sourceOf } from '../read/bpmn-xml.js';

/** Message flows of all collaborations. They show who talks to whom; name and key of the message find the receiver. */
export function messageFlowsOf(c: Compilation): readonly MessageFlowModel[] {
  const collaborations = (c.definitions.rootElements ?? []).filter(({ $type }) => $type === 'bpmn:Collaboration');
  const pools = new Map(
    collaborations.flatMap(({ participants }) => participants ?? []).map((pool) => [pool, pool.processRef]),
  );
  return collaborations
    .flatMap(({ messageFlows }) => messageFlows ?? [])
    .flatMap((flow) => messageFlow(flow, pools, c));
}

function messageFlow(
  flow: BpmnXml,
  pools: ReadonlyMap<BpmnXml, BpmnXml | undefined>,
  c: Compilation,
): readonly MessageFlowModel[] {
  const source = sourceOf(flow);
  const target = flow.targetRef;
  if (!source?.id || !target?.id || flow.id === undefined) {
    c.report.add('MESSAGE_FLOW_WITHOUT_END', flow);
    return [];
  }
  const from = processOf(source, pools);
  if (from !== undefined && from === processOf(target, pools)) c.report.add('MESSAGE_FLOW_INSIDE_POOL', flow);
  checkNames(source, target, flow, c);
  return [present({ id: flow.id, source: source.id, target: target.id, message: flow.messageRef?.name })];
}

/** What is sent and what is awaited at its two ends must be the same message. */
function checkNames(source: BpmnXml, target: BpmnXml, flow: BpmnXml, c: Compilation): void {
  const [sent, awaited] = [source, target].map((end) => messageNamesAt(end, c));
  if (!sent?.[0] || !awaited?.[0] || sent.some((name) => awaited.includes(name))) return;
  c.report.add('MESSAGE_FLOW_NAMES_DIFFER', flow, { source: sent.join(', '), target: awaited.join(', ') });
}

function messageNamesAt(end: BpmnXml, c: Compilation): readonly string[] {
  const definitions = eventDefinitionsOf(end).filter(({ $type }) => $type === 'bpmn:MessageEventDefinition');
  return [...new Set([end, ...definitions].flatMap((each) => c.messages.of(each)?.name ?? []).map(normalKey))];
}

function processOf(end: BpmnXml, pools: ReadonlyMap<BpmnXml, BpmnXml | undefined>): BpmnXml | undefined {
  if (end.$type === 'bpmn:Participant') return pools.get(end);
  let at: BpmnXml | undefined = end;
  while (at && at.$type !== 'bpmn:Process') at = at.$parent;
  return at;
}
