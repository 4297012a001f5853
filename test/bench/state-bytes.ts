import { compile, createEnvironment, type InstanceState } from '../../engine/index.js';
import { runInstance } from './memory-completions.js';
import type { Benchmark } from './row.js';
import { twelveTasks } from './twelve-tasks.js';

/** The largest state that an instance waits in, as JSON, without the values of its variables. */
export const stateBytes: Benchmark = {
  name: 'state-bytes',
  async run() {
    const { model } = await compile(twelveTasks());
    if (!model) throw new Error('the model does not compile');
    let largest = 0;
    runInstance(createEnvironment(model), '7d4f0c1e-52a8-4a7e-9d53-0c7a1f8e2b64', (state) => {
      largest = Math.max(largest, bytesBeyondValues(state));
    });
    return { name: this.name, value: largest, unit: 'bytes', ratio: null, bar: 'at most 600', holds: largest <= 600 };
  },
};

function bytesBeyondValues(state: InstanceState): number {
  const values = state.scopes.flatMap((scope) => Object.values(scope.variables));
  const valueBytes = values.reduce<number>((sum, value) => sum + Buffer.byteLength(JSON.stringify(value)), 0);
  return Buffer.byteLength(JSON.stringify(state)) - valueBytes;
}
