import type { Diagnostic } from '../../../engine/index.js';
import { paint, type Paint } from '../paint.js';
import type { FileFinding } from './file-finding.js';

type Severity = Diagnostic['severity'];

const WORDS = { error: 'error', warning: 'warning', information: 'note' } satisfies Record<Severity, string>;
const COLOURS = { error: 'red', warning: 'yellow', information: 'blue' } satisfies Record<Severity, Paint>;

/** Findings by file, as a person reads them, and a line that sums them up. */
export function formatFindings(findings: readonly FileFinding[], checkedFiles: number, colour: boolean): string {
  const files = [...new Set(findings.map((finding) => finding.file))];
  const parts = files.map((file) => {
    const lines = findings.filter((finding) => finding.file === file).map((finding) => formatFinding(finding, colour));
    return `${paint('bold', file, colour)}\n${lines.join('')}\n`;
  });
  return `${parts.join('')}${summaryLine(findings, checkedFiles)}\n`;
}

function formatFinding(finding: FileFinding, colour: boolean): string {
  const { severity, elementId, elementName, line, message, code } = finding;
  const where = [elementId, elementName && `“${elementName}”`, line === undefined ? '' : `line ${line}`]
    .filter(Boolean)
    .join(' ');
  const word = paint(COLOURS[severity], WORDS[severity].padEnd(8), colour);
  return `  ${word} ${where ? `${where}: ` : ''}${message} [${code}]\n`;
}

export const count = (findings: readonly FileFinding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

function summaryLine(findings: readonly FileFinding[], checkedFiles: number): string {
  const counted = (['error', 'warning', 'information'] as const).map((severity) => {
    const found = count(findings, severity);
    return `${found} ${WORDS[severity]}${found === 1 ? '' : 's'}`;
  });
  return `${counted.join(', ')} in ${checkedFiles} ${checkedFiles === 1 ? 'file' : 'files'}`;
}
