import { compile, type CompileOptions, type ExecutableModel } from '../../engine/index.js';

/** The model of a BPMN text; throws where a diagnostic is an error. */
export async function compileCase(xml: string, options: CompileOptions = {}): Promise<ExecutableModel> {
  const { model, diagnostics } = await compile(xml, options);
  if (!model) throw new Error(diagnostics.map(({ code, elementId }) => `${code} ${elementId}`).join(', '));
  return model;
}
