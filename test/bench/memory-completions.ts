import { compile, createEnvironment, step, type Environment, type InstanceState } from '../../engine/index.js';
import { prepareBpmnElements } from './bpmn-elements-runner.js';
import { sideBySide, type Benchmark } from './row.js';
import { COMPLETIONS, outputOf, twelveTasks } from './twelve-tasks.js';

const INSTANCES = 2000;
const OTHER_INSTANCES = 20;
const NOON = Date.UTC(2026, 0, 5, 12);

/** Completions a second in memory, each through the whole engine, beside bpmn-elements on the same model. */
export const memoryCompletions: Benchmark = {
  name: 'memory-completions-vs-bpmn-elements',
  async run() {
    const { model, diagnostics } = await compile(twelveTasks());
    if (!model) throw new Error(diagnostics.map((each) => each.message).join('\n'));
    const environment = createEnvironment(model);
    const condition = Object.values(model.flows).find((flow) => flow.condition)?.condition;
    if (!condition) throw new Error('the model has no condition');
    const runOther = await prepareBpmnElements(condition);
    const measured = await sideBySide(
      7,
      () => {
        for (let count = 0; count < INSTANCES; count++) runInstance(environment, `i${count}`);
      },
      () => {
        for (let count = 0; count < OTHER_INSTANCES; count++) runOther();
      },
    );
    const ratio = (INSTANCES / OTHER_INSTANCES) * (1 / measured.ratio);
    return {
      name: this.name,
      value: Math.round((INSTANCES * COMPLETIONS) / measured.ours),
      unit: 'completions/s',
      ratio: Math.round(ratio),
      bar: 'at least 200 times bpmn-elements',
      holds: ratio >= 200,
    };
  },
};

/** One instance from start to end. Gives the largest state it waited in. */
export function runInstance(environment: Environment, instanceId: string, look?: (state: InstanceState) => void): void {
  const started = step(environment, null, { type: 'StartInstance', instanceId, process: 'Process_Twelve', now: NOON });
  let state = started.state;
  for (let completion = 1; completion <= COMPLETIONS; completion++) {
    look?.(state);
    const task = state.tokens.find((token) => token.element.startsWith('Task_') && token.via === undefined);
    if (!task) throw new Error(`no task is open before completion ${completion}`);
    const taskId = `${instanceId}:${task.id}`;
    const now = NOON + completion * 60_000;
    state = step(environment, state, {
      type: 'CompleteTask',
      taskId,
      output: outputOf(completion),
      now,
      by: 'nurse',
    }).state;
  }
  if (state.status !== 'completed') throw new Error(`the instance is ${state.status} after all completions`);
}
