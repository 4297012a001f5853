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

/** The parser gave up: the text is not well formed, or no BPMN at all. */
export function reportFailure(error: unknown, report: Report): void {
  const { line, reason } = explain(error instanceof Error ? error.message : String(error));
  report.add('XML_NOT_READABLE', undefined, { reason }, line);
}

function reportUnparsable(message: string, report: Report): void {
  const { line, reason } = explain(message);
  const duplicate = /duplicate ID <(.*)>/.exec(reason)?.[1];
  const illegal = /illegal ID <(.*)>/.exec(reason)?.[1];
  const content = /unparsable content <?([\w:.-]*)/.exec(message)?.[1] ?? '';
  if (duplicate !== undefined) report.add('DUPLICATE_ID', { id: duplicate }, {}, line);
  else if (illegal !== undefined) report.add('ILLEGAL_ID', { id: illegal }, {}, line);
  else report.add('XML_NOT_UNDERSTOOD', undefined, { content, reason }, line);
}

/** Line (from 1) and cause in a message of moddle-xml, which counts lines from 0. */
function explain(message: string): { readonly line: number | undefined; readonly reason: string } {
  const line = Number(/line: (\d+)/.exec(message)?.[1] ?? -1) + 1;
  const reason = /nested error: ([\s\S]*)$/.exec(message)?.[1] ?? message;
  return { line: line === 0 ? undefined : line, reason: reason.replace(/\s+/g, ' ').trim() };
}

function nearestWithId(element: BpmnXml | undefined): BpmnXml | undefined {
  let at = element;
  while (at && at.id === undefined) at = at.$parent;
  return at;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
