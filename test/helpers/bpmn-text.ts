/** A BPMN text around elements of `definitions`, with the namespaces that models use; extra ones can be given. */
export function definitionsText(inner: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:pathway="urn:samlop:pathway:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="urn:samlop:test" ${attributes}>
${inner}
</bpmn:definitions>`;
}

/** What a process of a test consists of beside its elements. */
export interface ProcessParts {
  /** Variables of the process by name, with their FEEL types. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Root elements beside the process: messages, signals, errors. */
  readonly roots?: string;
  /** Attributes of the process, and of `definitions`. */
  readonly attributes?: string;
  readonly definitions?: string;
}

/** A BPMN text with one executable process `P` that holds the elements. */
export function processText(elements: string, parts: ProcessParts = {}): string {
  const variables = Object.entries(parts.variables ?? {}).map(
    ([name, type]) => `<pathway:variable name="${name}" type="${type}" />`,
  );
  const extension =
    variables.length === 0
      ? ''
      : `<bpmn:extensionElements><pathway:variables>${variables.join('')}</pathway:variables></bpmn:extensionElements>`;
  const attributes = parts.attributes ?? '';
  return definitionsText(
    `${parts.roots ?? ''}<bpmn:process id="P" isExecutable="true" ${attributes}>\n${extension}\n${elements}\n</bpmn:process>`,
    parts.definitions,
  );
}

/** A sequence flow named `source_target`, with a FEEL condition if one is given. */
export function flow(source: string, target: string, condition?: string): string {
  const inner =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${inner}</bpmn:sequenceFlow>`;
}

/** Flows through all of the elements, one after the other. */
export function path(...elements: readonly string[]): string {
  return elements
    .slice(1)
    .map((target, at) => flow(elements[at] ?? '', target))
    .join('\n');
}

/** A process text with a start event `S`, the given activity with id `A`, and an end event `E`. */
export function around(activity: string, parts: ProcessParts = {}): string {
  return processText(`<bpmn:startEvent id="S" />${activity}<bpmn:endEvent id="E" />${path('S', 'A', 'E')}`, parts);
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
