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
  const unknown = checked.flatMap(({ diagram }) => callsIn(diagram)).filter((call) => !own.has(call.called));
  if (unknown.length === 0) return [];
  const beside = new Set((await library()).flatMap((folder) => folder.diagrams).flatMap(processesIn));
  return unknown.filter(({ called }) => !beside.has(called)).map(notFound);
}

/** A call activity of a drawing. */
interface Call {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly called: string;
  readonly line: number;
}

/** By the text: a drawing that does not compile still has its processes and its calls. */
const processesIn = ({ text }: TextFile): readonly string[] =>
  tagsIn(text, 'process|global\\w*Task').flatMap(({ tag }) => attribute(tag, 'id') ?? []);

function callsIn({ path, text }: TextFile): readonly Call[] {
  return tagsIn(text, 'callActivity').flatMap(({ tag, line }) => {
    const called = attribute(tag, 'calledElement');
    if (called === undefined) return [];
    return [{ path, line, called, id: attribute(tag, 'id') ?? '', name: attribute(tag, 'name') ?? '' }];
  });
}

function tagsIn(text: string, name: string): readonly { readonly tag: string; readonly line: number }[] {
  const tags = text.matchAll(new RegExp(`<(?:[\\w.-]+:)?(?:${name})\\s[^>]*>`, 'gi'));
  return [...tags].map(({ 0: tag, index }) => ({ tag, line: text.slice(0, index).split('\n').length }));
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`).exec(tag)?.[2];

function notFound({ path, id, name, called, line }: Call): FileFinding {
  const message = `It calls the process ${called}, which no pathway here or beside it has.`;
  const finding = fileFinding(path, 'error', 'CALLED_PROCESS_NOT_FOUND', message, { elementId: id, line });
  return { ...finding, elementName: name };
}
