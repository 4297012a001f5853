import { compile, createSimulation, type ExecutableModel } from '../../engine/index.js';
import { VARIABLES } from './blocks.js';
import { named, type Runner } from './trace.js';

export async function compileCase(xml: string): Promise<ExecutableModel> {
  const { model, diagnostics } = await compile(xml);
  if (!model) throw new Error(diagnostics.map(({ code, elementId }) => `${code} ${elementId}`).join(', '));
  return model;
}

export function ourRunner(model: ExecutableModel, start: readonly boolean[]): Runner {
  const simulation = createSimulation({ models: [model] });
  const id = simulation.start('Process_Case', { variables: named(start, VARIABLES) });
  return {
    open: () => simulation.tasks(id).map((task) => task.element),
    complete: (element, values) => simulation.complete(element, named(values, VARIABLES)),
    flows: () => simulation.path(id),
  };
}
