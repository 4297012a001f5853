import { lintBpmn } from '../../../engine/index.js';
import { compilePathway, type CompiledDiagram } from '../library/compile-pathway.js';
import type { PathwayFolder } from '../library/pathway-folder.js';
import { checkCalledProcesses } from './check-called-processes.js';
import { checkForms } from './check-forms.js';
import { checkScenarios } from './check-scenarios.js';
import { checkTexts } from './check-texts.js';
import { fileFinding, type FileFinding } from './file-finding.js';
import { placeFinding } from './place-finding.js';

const SEVERITIES = ['error', 'warning', 'information'] as const;

/**
 * Everything that is to be said about these pathways: what the compiler says with the forms and decisions of each
 * folder, what the rules for pathways say, and what is wrong with the files beside the drawing.
 * @param library reads the pathways beside those that are checked; asked where a call activity needs it
 * @returns worst first within each file, files in the order given
 */
export async function lintPathways(
  pathways: readonly PathwayFolder[],
  library: () => Promise<readonly PathwayFolder[]>,
): Promise<readonly FileFinding[]> {
  const checked = (await Promise.all(pathways.map(compilePathway))).flat();
  const findings = [
    ...(await Promise.all(checked.map(drawingFindings))).flat(),
    ...(await checkCalledProcesses(checked, library)),
    ...(await Promise.all(pathways.map((folder) => folderFindings(folder, isRead(folder, checked))))).flat(),
  ];
  return inOrder(findings, pathways.flatMap(filesOf));
}

async function drawingFindings(drawing: CompiledDiagram): Promise<readonly FileFinding[]> {
  const findings = [...drawing.diagnostics, ...(await lintBpmn(drawing.diagram.text))];
  return findings.map((finding) => placeFinding(finding, drawing));
}

/** The text as a whole was refused: nothing is known of what the drawing holds. */
const NOT_READ: ReadonlySet<string> = new Set([
  'TEXT_TOO_LARGE',
  'DOCTYPE_NOT_ALLOWED',
  'NESTED_TOO_DEEPLY',
  'TOO_MANY_TAGS',
  'TOO_MANY_ATTRIBUTES',
  'XML_NOT_CLOSED',
  'XML_NOT_READABLE',
]);

/** Every drawing of the folder could be read. */
const isRead = (folder: PathwayFolder, checked: readonly CompiledDiagram[]): boolean =>
  !checked.some((drawing) => drawing.folder === folder && drawing.diagnostics.some(({ code }) => NOT_READ.has(code)));

/** @param isRead else nothing is said of texts: what they belong to is not known */
async function folderFindings(folder: PathwayFolder, isRead: boolean): Promise<readonly FileFinding[]> {
  const broken = folder.broken.map((file) =>
    fileFinding(file.path, 'error', file.code, file.message, { line: file.line }),
  );
  return [
    ...broken,
    ...checkForms(folder),
    ...(isRead ? await checkTexts(folder) : []),
    ...(await checkScenarios(folder)),
  ];
}

/** Files of a pathway in the order in which they are shown. */
export function filesOf(folder: PathwayFolder): readonly string[] {
  const { diagrams, decisions, forms, texts, broken, scenarios } = folder;
  const json = [...Object.values(forms), ...Object.values(texts)];
  return [...[...diagrams, ...decisions, ...json, ...broken].map((file) => file.path), ...scenarios];
}

function inOrder(findings: readonly FileFinding[], files: readonly string[]): readonly FileFinding[] {
  const rank = (finding: FileFinding): number => SEVERITIES.indexOf(finding.severity);
  return [...findings].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0),
  );
}
