import { lineFinder } from '../model/read/line-finder.js';
import { readDefinitions } from '../model/read/read-definitions.js';
import { createReport } from '../model/report.js';
import { idOf, is, many, one, text, type ModdleElement } from './moddle-element.js';

/** An element with a name that people read, and the languages that its `pathway:text` elements give the name in. */
export interface NamedElement {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly languages: readonly string[];
  readonly line?: number;
}

const READ_BY_PEOPLE = [
  'bpmn:Process',
  'bpmn:Participant',
  'bpmn:Lane',
  'bpmn:FlowNode',
  'bpmn:SequenceFlow',
  'bpmn:GlobalTask',
] as const;

/**
 * Processes, pools, lanes, flow nodes and sequence flows of a BPMN text that have a name: what people read, and what
 * needs a text in every language. None for a text that cannot be read.
 */
export async function namedElements(xml: string): Promise<readonly NamedElement[]> {
  const read = await readDefinitions(xml, createReport(xml));
  if (!read) return [];
  const lineOf = lineFinder(xml);
  return within(read.definitions as unknown as ModdleElement).flatMap((element) => {
    const name = text(element, 'name');
    if (name === undefined || !is(element, ...READ_BY_PEOPLE)) return [];
    const line = lineOf(idOf(element));
    const named = { id: idOf(element), type: element.$type, name, languages: languagesOf(element) };
    return [line === undefined ? named : { ...named, line }];
  });
}

function within(element: ModdleElement): readonly ModdleElement[] {
  const inner = one(element, 'childLaneSet');
  const properties = ['rootElements', 'flowElements', 'participants', 'laneSets', 'lanes'];
  const children = [...properties.flatMap((property) => many(element, property)), ...(inner ? [inner] : [])];
  return children.flatMap((child) => [child, ...within(child)]);
}

function languagesOf(element: ModdleElement): readonly string[] {
  const extensions = many(one(element, 'extensionElements'), 'values');
  const names = extensions.filter((extension) => is(extension, 'pathway:Text') && text(extension, 'kind') === 'name');
  return names.flatMap((extension) => text(extension, 'lang') ?? []);
}
