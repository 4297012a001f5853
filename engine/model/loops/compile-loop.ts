import type { CompiledExpression } from '../../expressions/compiled-expression.js';
import { dataNameOf } from '../data/data-catalogue.js';
import { isUsableName } from '../data/names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import type { ActivityNames } from '../elements/node-names.js';
import { itemName } from '../elements/node-names.js';
import type { NodeContext } from '../elements/node-context.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { compileTrigger, triggerKind } from '../events/triggers.js';
import type { LoopModel, MultiInstanceModel, Trigger } from '../executable-model.js';
import { bodyOf } from '../expression-reader.js';
import { present } from '../present.js';
import { type BpmnXml, sourceOf } from '../read/bpmn-xml.js';
import { isLoopInput, isLoopOutput } from './loop-data.js';

/** The loop marker of an activity, if it has one. */
export function compileLoop(node: NodeDraft, names: ActivityNames, c: NodeContext): LoopModel | undefined {
  const xml = node.xml.loopCharacteristics;
  if (!xml) return undefined;
  return xml.$type === 'bpmn:StandardLoopCharacteristics'
    ? standardLoop(node, xml, names, c)
    : multiInstance(node, xml, names, c);
}

/** Loop as long as the condition holds, or up to the maximum; one of the two must end it (10.3.8, Standard Loop). */
function standardLoop(node: NodeDraft, xml: BpmnXml, names: ActivityNames, c: NodeContext): LoopModel | undefined {
  const place = { names: names.local, owner: node.xml, what: 'loop condition', expected: 'boolean' } as const;
  const condition = c.expressions.read(xml.loopCondition, place);
  const maximum = xml.loopMaximum;
  if (maximum !== undefined && (!Number.isInteger(maximum) || maximum < 1))
    c.report.add('LOOP_MAXIMUM_NOT_VALID', node.xml);
  if (bodyOf(xml.loopCondition) === undefined && maximum === undefined) c.report.add('LOOP_WITHOUT_END', node.xml);
  return present({ kind: 'standard' as const, condition, testBefore: xml.testBefore === true, maximum });
}

function multiInstance(
  node: NodeDraft,
  xml: BpmnXml,
  names: ActivityNames,
  c: NodeContext,
): MultiInstanceModel | undefined {
  const owner = node.xml;
  const expression = (body: BpmnXml['loopCardinality'], what: string, from: Names, expected: 'number' | 'boolean') =>
    c.expressions.read(body, { names: from, owner, what, expected });
  const cardinality = expression(xml.loopCardinality, 'number of instances', names.scope, 'number');
  const collection = collectionOf(node, xml, names.scope, c);
  const hasCollection =
    collection !== undefined ||
    c.foreign.setting(xml, 'collection') !== undefined ||
    xml.loopDataInputRef !== undefined;
  const hasCardinality = bodyOf(xml.loopCardinality) !== undefined;
  if (!hasCollection && !hasCardinality) c.report.add('INSTANCES_NOT_GIVEN', owner);
  if (hasCollection && hasCardinality) c.report.add('INSTANCES_GIVEN_TWICE', owner);
  const behavior = behaviorOf(xml);
  const event = behaviorEvent(node, xml, behavior, names, c);
  return present({
    kind: 'multiInstance' as const,
    sequential: xml.isSequential === true,
    cardinality,
    collection,
    inputItem: itemVariable(c.foreign.setting(xml, 'inputItem') ?? itemName(xml.inputDataItem), node, c),
    ...outputOf(node, xml, c),
    completionCondition: expression(xml.completionCondition, 'completion condition', names.local, 'boolean'),
    behavior,
    event,
    complex: behavior === 'complex' ? complexBehaviors(node, xml, names, c) : [],
  });
}

/** `pathway:collection`, the data behind `loopDataInputRef`, or the source of the association that fills it. */
function collectionOf(node: NodeDraft, xml: BpmnXml, names: Names, c: NodeContext): CompiledExpression | undefined {
  const place = { names, owner: node.xml, what: 'collection', expected: 'list' } as const;
  const short = c.foreign.setting(xml, 'collection');
  if (short !== undefined) return c.expressions.compile(short, place);
  if (!xml.loopDataInputRef) return undefined;
  const association = (node.xml.dataInputAssociations ?? []).find((each) => isLoopInput(each, node.xml));
  if (!association) return namedExpression(dataNameOf(xml.loopDataInputRef, c.data));
  if (bodyOf(association.transformation) !== undefined) return c.expressions.read(association.transformation, place);
  const source = sourceOf(association);
  return source && namedExpression(dataNameOf(source, c.data));

  function namedExpression(name: string): CompiledExpression | undefined {
    if (isUsableName(name)) return c.expressions.compile(name, place);
    c.report.add('NAME_NOT_USABLE', node.xml, { name });
    return undefined;
  }
}

/** Variable of each instance that is gathered, and the list that it is gathered into. */
function outputOf(node: NodeDraft, xml: BpmnXml, c: NodeContext) {
  const association = (node.xml.dataOutputAssociations ?? []).find((each) => isLoopOutput(each, node.xml));
  const reference = association?.targetRef ?? xml.loopDataOutputRef;
  const list = c.foreign.setting(xml, 'outputCollection') ?? (reference && dataNameOf(reference, c.data));
  const item = c.foreign.setting(xml, 'outputItem') ?? itemName(xml.outputDataItem);
  if (list !== undefined && item === undefined) c.report.add('LOOP_OUTPUT_INCOMPLETE', node.xml);
  return { outputItem: itemVariable(item, node, c), outputCollection: itemVariable(list, node, c) };
}

function itemVariable(name: string | undefined, node: NodeDraft, c: NodeContext): string | undefined {
  if (name === undefined || isUsableName(name)) return name;
  c.report.add('NAME_NOT_USABLE', node.xml, { name });
  return undefined;
}

function behaviorOf(xml: BpmnXml): MultiInstanceModel['behavior'] {
  const behavior = (xml.behavior ?? 'All').toLowerCase();
  return behavior === 'none' || behavior === 'one' || behavior === 'complex' ? behavior : 'all';
}

/** What the instances may throw: a boundary event of the activity catches it (10.3.8, ImplicitThrowEvent). */
const THROWN_BY_INSTANCES: ReadonlySet<string> = new Set(['message', 'signal', 'escalation', 'error', 'compensation']);

function behaviorEvent(
  node: NodeDraft,
  xml: BpmnXml,
  behavior: MultiInstanceModel['behavior'],
  names: ActivityNames,
  c: NodeContext,
): Trigger | undefined {
  if (behavior !== 'none' && behavior !== 'one') return undefined;
  const definition = behavior === 'none' ? xml.noneBehaviorEventRef : xml.oneBehaviorEventRef;
  if (!definition) c.report.add('LOOP_EVENT_MISSING', node.xml, { behavior });
  return definition && loopTrigger(definition, node, names, c);
}

function loopTrigger(definition: BpmnXml, node: NodeDraft, names: ActivityNames, c: NodeContext): Trigger | undefined {
  const kind = triggerKind(definition);
  if (kind && THROWN_BY_INSTANCES.has(kind)) {
    return compileTrigger(definition, { node, throws: true, names: names.scope, hasScope: true }, c);
  }
  c.report.add('LOOP_EVENT_NOT_ALLOWED', node.xml, { kind: kind ?? '' });
  return undefined;
}

function complexBehaviors(
  node: NodeDraft,
  xml: BpmnXml,
  names: ActivityNames,
  c: NodeContext,
): MultiInstanceModel['complex'] {
  const definitions = xml.complexBehaviorDefinition ?? [];
  if (definitions.length === 0) c.report.add('LOOP_EVENT_MISSING', node.xml, { behavior: 'complex' });
  return definitions.flatMap((each) => {
    const place = {
      names: names.local,
      owner: node.xml,
      what: 'condition of the complex behaviour',
      expected: 'boolean',
    } as const;
    const condition = c.expressions.read(each.condition, place);
    const [definition] = each.event ? eventDefinitionsOf(each.event) : [];
    if (!definition) c.report.add('LOOP_EVENT_MISSING', node.xml, { behavior: 'complex' });
    if (bodyOf(each.condition) === undefined) c.report.add('CONDITION_MISSING', node.xml);
    const event = definition && loopTrigger(definition, node, names, c);
    return condition && event ? [{ condition, event }] : [];
  });
}
