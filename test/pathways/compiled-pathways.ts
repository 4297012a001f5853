import { compile, type CompileResult, type ExecutableModel } from '../../engine/index.js';
import { pathways, type PathwayFiles } from './pathway-files.js';

/** The drawing of a pathway, compiled with its forms. */
export const compilePathway = ({ xml, forms }: PathwayFiles): Promise<CompileResult> => compile(xml, { forms });

/** Executable models of all shipped pathways. */
export async function compiledLibrary(): Promise<readonly ExecutableModel[]> {
  const results = await Promise.all(pathways.map(compilePathway));
  return results.flatMap(({ model }) => model ?? []);
}
