import type { CompiledExpression } from '../../expressions/compiled-expression.js';
import { feelTypeOf, type ValueTypes } from '../../expressions/value-type.js';
import type { Compilation } from '../compilation.js';
import { openNames } from '../data/layered-names.js';
import type { Names } from '../draft/drafts.js';
import { bodyOf } from '../expression-reader.js';
import type { BpmnXml, ExpressionXml } from '../read/bpmn-xml.js';
import type { TriggerPlace } from './triggers.js';

interface Correlation {
  readonly key: CompiledExpression | undefined;
  readonly payloadKey: CompiledExpression | undefined;
}

/**
 * How a message finds its instance: `pathway:correlationKey` on the message, or BPMN's own correlation (8.3.2), where
 * a correlation key names properties, retrieval expressions find them in a payload and a subscription of the process
 * finds them in its data.
 */
export function correlationOf(message: BpmnXml, place: TriggerPlace, fields: ValueTypes, c: Compilation): Correlation {
  const key = standardKeyOf(message, place, c);
  return {
    key: place.hasScope ? (pathwayKey(message, place, c) ?? (key && subscriptionKey(key, place, c))) : undefined,
    payloadKey: key && payloadKey(key, message, place, fields, c),
  };
}

function pathwayKey(message: BpmnXml, { node, names }: TriggerPlace, c: Compilation): CompiledExpression | undefined {
  const source = c.foreign.setting(message, 'correlationKey');
  if (source === undefined) return undefined;
  return c.expressions.compile(source, {
    names,
    owner: node.xml,
    what: `correlation key of message ${message.name ?? ''}`,
  });
}

/** The correlation key all of whose properties can be found in this message; one that the process subscribes to comes first. */
function standardKeyOf(message: BpmnXml, { node }: TriggerPlace, c: Compilation): BpmnXml | undefined {
  const subscribed = (node.container.process.xml.correlationSubscriptions ?? []).flatMap(
    ({ correlationKeyRef }) => correlationKeyRef ?? [],
  );
  const collaborations = (c.definitions.rootElements ?? []).filter(({ $type }) => $type === 'bpmn:Collaboration');
  const agreed = collaborations.flatMap(({ correlationKeys, conversations }) => [
    ...(correlationKeys ?? []),
    ...(conversations ?? []).flatMap((conversation) => conversation.correlationKeys ?? []),
  ]);
  const keys = [...subscribed, ...agreed];
  const found = keys.find((key) => {
    const properties = propertiesOf(key);
    return properties.length > 0 && properties.every((property) => retrieval(property, message));
  });
  if (!found) for (const property of keys.flatMap(propertiesOf)) refuseUnfindable(property, node.xml, c);
  return found;
}

/** A property that no message gives can correlate nothing (8.4.2: each message has a retrieval expression for it). */
function refuseUnfindable(property: BpmnXml, owner: BpmnXml, c: Compilation): void {
  if (property.correlationPropertyRetrievalExpression?.length) return;
  c.report.add('CORRELATION_INCOMPLETE', owner, { what: `correlation property ${property.name ?? property.id ?? ''}` });
}

function payloadKey(
  key: BpmnXml,
  message: BpmnXml,
  { node }: TriggerPlace,
  fields: ValueTypes,
  c: Compilation,
): CompiledExpression | undefined {
  const paths = propertiesOf(key).map((property) => retrieval(property, message)?.messagePath);
  const known = new Map(Object.entries(fields).map(([name, type]) => [name, feelTypeOf(type)]));
  const names = known.size > 0 ? known : openNames(known);
  return compileKey(
    paths,
    names,
    { owner: node.xml, what: `correlation property of message ${message.name ?? ''}` },
    c,
  );
}

function subscriptionKey(key: BpmnXml, { node, names }: TriggerPlace, c: Compilation): CompiledExpression | undefined {
  const { xml } = node.container.process;
  const subscription = xml.correlationSubscriptions?.find(({ correlationKeyRef }) => correlationKeyRef === key);
  const bindings = subscription?.correlationPropertyBinding ?? [];
  if (!subscription || bindings.length === 0) return undefined;
  const paths = propertiesOf(key).map(
    (property) => bindings.find(({ correlationPropertyRef }) => correlationPropertyRef === property)?.dataPath,
  );
  return compileKey(paths, names, { owner: xml, what: 'correlation subscription' }, c);
}

/** One property gives its value; several are joined, in the order of the key. */
function compileKey(
  paths: readonly (ExpressionXml | undefined)[],
  names: Names,
  place: { readonly owner: BpmnXml; readonly what: string },
  c: Compilation,
): CompiledExpression | undefined {
  const sources = paths.map((path) => bodyOf(path)?.replace(/^=/, ''));
  const [first] = sources;
  if (sources.some((source) => source === undefined) || first === undefined) {
    c.report.add('CORRELATION_INCOMPLETE', place.owner, { what: place.what });
    return undefined;
  }
  const source =
    sources.length === 1 ? first : `string join([${sources.map((each) => `string(${each ?? ''})`).join(', ')}], "|")`;
  return c.expressions.compile(source, { ...place, names });
}

function propertiesOf(key: BpmnXml): readonly BpmnXml[] {
  const properties = key.correlationPropertyRef;
  return Array.isArray(properties) ? (properties as readonly BpmnXml[]) : [];
}

function retrieval(property: BpmnXml, message: BpmnXml): BpmnXml | undefined {
  return property.correlationPropertyRetrievalExpression?.find(({ messageRef }) => messageRef === message);
}
