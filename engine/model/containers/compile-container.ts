import type { ValueType } from '../../expressions/value-type.js';
import type { Compilation } from '../compilation.js';
import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import { isActivity, isGateway } from '../draft/element-types.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import type { ContainerModel, ProcessModel } from '../executable-model.js';
import { present } from '../present.js';
import { emptyRecord } from '../safe-record.js';

/** A sub-process as a scope that can be opened. */
export function compileContainer(container: ContainerDraft): ContainerModel {
  return {
    id: container.id,
    kind: container.kind,
    name: container.xml.name ?? '',
    process: container.process.id,
    initial: initialNodes(container).map(({ id }) => id),
    eventSubProcesses: container.nodes.filter(isEventSubProcess).map(({ id }) => id),
    variables: container.variables,
    elements: container.nodes.map(({ id }) => id),
  };
}

/** A process or global task. */
export function compileProcess(container: ContainerDraft, c: Compilation): ProcessModel {
  const { xml, process } = container;
  const names = container.names;
  return present({
    ...compileContainer(container),
    kind: process.isGlobalTask ? ('globalTask' as const) : ('process' as const),
    isExecutable: true,
    businessKey:
      xml.businessKey === undefined
        ? undefined
        : c.expressions.compile(xml.businessKey, { names, owner: xml, what: 'business key' }),
    severalInstances: xml.severalInstances === true ? (true as const) : undefined,
    participant: process.participant?.id,
    startForm: startForm(container, c),
    types: Object.assign(emptyRecord<ValueType>(), Object.fromEntries(process.types)),
  });
}

function startForm(container: ContainerDraft, c: Compilation) {
  const start = container.nodes.find(
    ({ type, xml }) => type === 'bpmn:StartEvent' && c.foreign.setting(xml, 'form') !== undefined,
  );
  const form = start && c.foreign.setting(start.xml, 'form');
  return start && form !== undefined ? c.form(form, start.xml) : undefined;
}

/**
 * What receives a token when the scope opens: none start events; without any start event all activities, gateways and
 * throw events without incoming flow (13.2). Activities of an ad-hoc sub-process are started one by one, by a command.
 */
export function initialNodes(container: ContainerDraft): readonly NodeDraft[] {
  if (container.kind === 'adHoc') return [];
  const starts = container.nodes.filter(({ type }) => type === 'bpmn:StartEvent');
  if (container.kind === 'eventSubProcess') return [];
  if (starts.length > 0) return starts.filter(({ xml }) => eventDefinitionsOf(xml).length === 0);
  return container.nodes.filter((node) => node.incoming.length === 0 && startsByItself(node));
}

function startsByItself(node: NodeDraft): boolean {
  const { xml, type } = node;
  if (isEventSubProcess(node) || xml.isForCompensation === true) return false;
  if (isInstantiating(node)) return false;
  return isActivity(type) || isGateway(type) || type === 'bpmn:IntermediateThrowEvent' || type === 'bpmn:EndEvent';
}

export function isEventSubProcess({ type, xml }: NodeDraft): boolean {
  return type === 'bpmn:SubProcess' && xml.triggeredByEvent === true;
}

/** Receive tasks and event-based gateways that create an instance (10.3.3, 10.6.6). */
export function isInstantiating({ type, xml, container }: NodeDraft): boolean {
  const canBe = type === 'bpmn:ReceiveTask' || type === 'bpmn:EventBasedGateway';
  return canBe && xml.instantiate === true && container.kind === 'process';
}
