import type { ValueType } from '../../expressions/value-type.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { extensionsOf } from '../read/bpmn-xml.js';
import { emptyRecord } from '../safe-record.js';
import { feelTypeNamed } from './feel-type-names.js';
import { itemTypeOf, wholeType } from './item-type.js';
import { isUsableName } from './names.js';

/**
 * Fields of what a message, signal, error or escalation carries. Its item definition says them as a FEEL context type
 * (`context<frist: date, grunn: string>`), or `pathway:variables` on the message or item definition does.
 */
export function payloadFields(carrier: BpmnXml | undefined): Record<string, ValueType> {
  const fields = emptyRecord<ValueType>();
  const item = carrier?.itemRef ?? (typeof carrier?.structureRef === 'object' ? carrier.structureRef : undefined);
  const { type } = itemTypeOf(item);
  if (typeof type === 'object' && 'context' in type) Object.assign(fields, type.context);
  for (const xml of [item, carrier]) if (xml) Object.assign(fields, declaredIn(xml));
  return fields;
}

/** Types of the `pathway:variable` elements of an element, with usable names and known types only. */
function declaredIn(xml: BpmnXml): Record<string, ValueType> {
  const declared = emptyRecord<ValueType>();
  for (const { name, type, isCollection } of writtenVariables(xml)) {
    const feelType = type === undefined ? 'Any' : feelTypeNamed(type);
    if (feelType && isUsableName(name)) declared[name] = wholeType({ type: feelType, isCollection });
  }
  return declared;
}

/** `pathway:variable` elements as they are written. */
export function writtenVariables(
  xml: BpmnXml,
): readonly { readonly name: string; readonly type: string | undefined; readonly isCollection: boolean }[] {
  return extensionsOf(xml, 'pathway:Variables').flatMap((list) => {
    const variables = (list['variables'] ?? []) as readonly { name?: string; type?: string; collection?: boolean }[];
    return variables.map(({ name, type, collection }) => ({
      name: name ?? '',
      type,
      isCollection: collection === true,
    }));
  });
}

/** Fields of a catching element: its message's, and the data outputs that are filled from them by name. */
export function caughtFields(carrier: BpmnXml | undefined, dataOutputs: readonly BpmnXml[]): Record<string, ValueType> {
  const fields = payloadFields(carrier);
  for (const output of dataOutputs) {
    const name = output.name ?? output.id ?? '';
    if (isUsableName(name) && !(name in fields)) fields[name] = wholeType(itemTypeOf(output.itemSubjectRef));
  }
  return fields;
}
