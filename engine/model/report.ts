import { DIAGNOSTICS, type DiagnosticCode } from './diagnostic-codes.js';
import type { Diagnostic } from './diagnostics.js';
import { lineFinder } from './read/line-finder.js';

/** Findings shown of one model: a designer mends the first ones first, and hostile input cannot flood the report. */
export const MAX_FINDINGS = 1000;

/** Whom a finding is about. */
export interface Subject {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

export type Details = Readonly<Record<string, string | number>>;

/** Gathers findings about one BPMN text. */
export interface Report {
  /** Notes a finding; `details` fill the `{places}` of the code's sentence. */
  add(code: DiagnosticCode, subject: Subject | undefined, details?: Details, line?: number): void;
  readonly hasErrors: boolean;
  readonly findings: readonly Diagnostic[];
}

/** An empty report about a text, which gives the lines. */
export function createReport(xml: string): Report {
  const findings: Diagnostic[] = [];
  const seen = new Set<string>();
  const findLine = lineFinder(xml);
  let hasErrors = false;

  const keep = (finding: Diagnostic) => {
    const key = `${finding.code}|${finding.elementId}|${finding.message}`;
    if (seen.has(key)) return;
    seen.add(key);
    hasErrors ||= finding.severity === 'error';
    if (findings.length < MAX_FINDINGS) findings.push(finding);
    else if (findings.length === MAX_FINDINGS) findings.push(findingOf('MORE_FINDINGS', undefined, {}, undefined));
  };
  const findingOf = (code: DiagnosticCode, subject: Subject | undefined, details: Details, line?: number) => {
    const elementId = subject?.id ?? '';
    const known = line ?? findLine(elementId);
    return {
      severity: DIAGNOSTICS[code].severity,
      code,
      elementId,
      elementName: subject?.name ?? '',
      message: fill(DIAGNOSTICS[code].message, details),
      ...(known !== undefined && { line: known }),
    };
  };
  return {
    add: (code, subject, details = {}, line) => keep(findingOf(code, subject, details, line)),
    get hasErrors() {
      return hasErrors;
    },
    findings,
  };
}

/** Longest text of the model that a sentence quotes. */
const LONGEST_QUOTE = 120;

function fill(sentence: string, details: Details): string {
  return sentence.replace(/\{(\w+)\}/g, (_, place: string) => {
    const text = String(details[place] ?? '');
    return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  });
}
