import type { FeelType } from '../../expressions/compiled-expression.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { extensionsOf } from '../read/bpmn-xml.js';
import { emptyRecord } from '../safe-record.js';
import { feelTypeNamed, itemTypeOf } from './feel-type-names.js';
import { isUsableName } from './names.js';

/**
 * Fields of what a message, signal, error or escalation carries. Its item definition says them as a FEEL context type
 * (`context<frist: date, grunn: string>`), or `pathway:variables` on the message or item definition does.
 */
export function payloadFields(carrier: BpmnXml | undefined): Record<string, FeelType> {
  const fields = emptyRecord<FeelType>();
  const item = carrier?.itemRef ?? (typeof carrier?.structureRef === 'object' ? carrier.structureRef : undefined);
  const structure = typeof item?.structureRef === 'string' ? item.structureRef : '';
  for (const [name, type] of contextEntries(structure)) fields[name] = type;
  for (const xml of [item, carrier]) {
    if (xml) for (const { name, type } of declaredIn(xml)) fields[name] = type;
  }
  return fields;
}

/** `pathway:variable` elements of an element, with usable names and known types only. */
export function declaredIn(
  xml: BpmnXml,
): readonly { readonly name: string; readonly type: FeelType; readonly isCollection: boolean }[] {
  return writtenVariables(xml).flatMap(({ name, type, isCollection }) => {
    const feelType = type === undefined ? 'Any' : feelTypeNamed(type);
    return feelType && isUsableName(name) ? [{ name, type: feelType, isCollection }] : [];
  });
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
export function caughtFields(carrier: BpmnXml | undefined, dataOutputs: readonly BpmnXml[]): Record<string, FeelType> {
  const fields = payloadFields(carrier);
  for (const output of dataOutputs) {
    const name = output.name ?? output.id ?? '';
    const { type, isCollection } = itemTypeOf(output.itemSubjectRef);
    if (isUsableName(name) && !(name in fields)) fields[name] = isCollection ? 'list' : type;
  }
  return fields;
}

function contextEntries(structure: string): readonly (readonly [string, FeelType])[] {
  const inner = /^\s*context\s*<([\s\S]*)>\s*$/.exec(structure)?.[1];
  if (inner === undefined) return [];
  return splitTop(inner).flatMap((entry) => {
    const colon = entry.indexOf(':');
    const name = entry.slice(0, colon).trim();
    const type = entry.slice(colon + 1).trim();
    return colon > 0 && isUsableName(name) ? [[name, typeOfEntry(type)] as const] : [];
  });
}

function typeOfEntry(type: string): FeelType {
  if (/^list\s*</.test(type)) return 'list';
  if (/^context\s*</.test(type)) return 'context';
  return feelTypeNamed(type) ?? 'Any';
}

/** Splits at the commas that stand outside of `<…>`. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '<') depth += 1;
    else if (text[at] === '>') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
