import { compile } from '../../../engine/index.js';
import type { Diagnostic, ExecutableModel } from '../../../engine/index.js';
import type { PathwayFolder, TextFile } from './pathway-folder.js';

/** One drawing, compiled with the forms and decisions of its folder. */
export interface CompiledDiagram {
  readonly folder: PathwayFolder;
  readonly diagram: TextFile;
  readonly diagnostics: readonly Diagnostic[];
  readonly model?: ExecutableModel;
}

export async function compilePathway(folder: PathwayFolder): Promise<readonly CompiledDiagram[]> {
  const forms = Object.fromEntries(Object.entries(folder.forms).map(([id, file]) => [id, file.value]));
  const decisions = folder.decisions.map((file) => file.text);
  return Promise.all(
    folder.diagrams.map(async (diagram) => ({
      folder,
      diagram,
      ...(await compile(diagram.text, { forms, decisions })),
    })),
  );
}
