import type { Report } from '../report.js';
import type { BpmnXml } from './bpmn-xml.js';

/** A warning of moddle-xml: the text goes on, something of it was not understood. */
export interface ParserWarning {
  readonly message: string;
  readonly element?: object;
  readonly property?: string;
  readonly value?: string;
}

/** Every warning of the parser refuses the model: what it skipped would be silently ignored. */
export function reportWarnings(warnings: readonly ParserWarning[], report: Report): void {
  for (const warning of warnings) reportWarning(warning, report);
}

function reportWarning(warning: ParserWarning, report: Report): void {
  const element = nearestWithId(warning.element as BpmnXml | undefined);
  if (warning.message.startsWith('unresolved reference')) {
    const details = { property: localName(warning.property ?? ''), target: warning.value ?? '' };
    report.add('REFERENCE_NOT_FOUND', element, details);
  } else if (warning.message.startsWith('unknown attribute')) {
    report.add('ATTRIBUTE_NOT_KNOWN', element, { attribute: warning.property ?? '' });
  } else {
    reportUnparsable(warning.message, report);
  }
}

function reportUnparsable(message: string, report: Report): void {
  const line = Number(/line: (\d+)/.exec(message)?.[1] ?? -1) + 1 || undefined;
  const reason = /nested error: ([\s\S]*)$/.exec(message)?.[1] ?? message;
  const duplicate = /duplicate ID <(.*)>/.exec(reason)?.[1];
  const illegal = /illegal ID <(.*)>/.exec(reason)?.[1];
  const content = /unparsable content <?([\w:.-]*)/.exec(message)?.[1] ?? '';
  if (duplicate !== undefined) report.add('DUPLICATE_ID', { id: duplicate }, {}, line);
  else if (illegal !== undefined) report.add('ILLEGAL_ID', { id: illegal }, {}, line);
  else report.add('XML_NOT_UNDERSTOOD', undefined, { content, reason: reason.replace(/\s+/g, ' ').trim() }, line);
}

function nearestWithId(element: BpmnXml | undefined): BpmnXml | undefined {
  let at = element;
  while (at && at.id === undefined) at = at.$parent;
  return at;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
