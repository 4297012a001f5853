import type { Diagnostic } from '../../../engine/index.js';
import type { CompiledDiagram } from '../library/compile-pathway.js';
import type { FileFinding } from './file-finding.js';

/**
 * Finds the file that a diagnostic of a drawing belongs to: what is wrong with a decision is in the file of the
 * decision, all else in the drawing.
 */
export function placeFinding(finding: Diagnostic, { folder, diagram }: CompiledDiagram): FileFinding {
  if (finding.code !== 'DECISION_NOT_VALID') return { ...finding, file: diagram.path };
  const { line: _, ...decision } = { ...finding, elementId: decisionOf(finding), elementName: '' };
  const files = folder.decisions;
  const file = files.length === 1 ? files[0] : files.find(({ text }) => text.includes(`id="${decision.elementId}"`));
  return { ...decision, file: file?.path ?? diagram.path };
}

/** The compiler's sentence begins with the decision's id; it is empty where the text as a whole cannot be read. */
const decisionOf = ({ message }: Diagnostic): string => /^Decision "(.*?)"/.exec(message)?.[1] ?? '';
