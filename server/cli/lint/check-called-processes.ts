import type { CallActivityModel } from '../../../engine/index.js';
import type { CompiledDiagram } from '../library/compile-pathway.js';
import type { PathwayFolder, TextFile } from '../library/pathway-folder.js';
import { fileFinding, type FileFinding } from './file-finding.js';

/**
 * Every call activity calls a process that is there: in what is checked, or in a pathway beside it.
 * @param library reads the pathways beside; asked only where a called process is not among those that are checked
 */
export async function checkCalledProcesses(
  checked: readonly CompiledDiagram[],
  library: () => Promise<readonly PathwayFolder[]>,
): Promise<readonly FileFinding[]> {
  const own = new Set(checked.flatMap(({ diagram }) => processesIn(diagram)));
  const unknown = checked.flatMap((drawing) => callsOf(drawing).filter(({ call }) => !own.has(call.calledElement)));
  if (unknown.length === 0) return [];
  const beside = new Set((await library()).flatMap((folder) => folder.diagrams).flatMap(processesIn));
  return unknown.filter(({ call }) => !beside.has(call.calledElement)).map(({ path, call }) => notFound(path, call));
}

const callsOf = ({ diagram, model }: CompiledDiagram): readonly { path: string; call: CallActivityModel }[] =>
  Object.values(model?.elements ?? {}).flatMap((element) =>
    element.type === 'bpmn:CallActivity' ? [{ path: diagram.path, call: element }] : [],
  );

/** By the text: a drawing that does not compile still has its processes, and what calls them is not to blame. */
function processesIn({ text }: TextFile): readonly string[] {
  const ids = text.matchAll(/<(?:[\w.-]+:)?(?:process|global\w*Task)\b[^>]*?\sid\s*=\s*(["'])(.*?)\1/gi);
  return [...ids].flatMap((match) => match[2] ?? []);
}

function notFound(path: string, { id, name, calledElement }: CallActivityModel): FileFinding {
  const message = `It calls the process ${calledElement}, which no pathway here or beside it has.`;
  return { ...fileFinding(path, 'error', 'CALLED_PROCESS_NOT_FOUND', message, { elementId: id }), elementName: name };
}
