import { compile, type FlowModel } from '../../engine/index.js';
import { median, seconds, type Benchmark } from './row.js';
import { outputOf, twelveTasks } from './twelve-tasks.js';

const EVALUATIONS = 200_000;

/** One evaluation of a compiled FEEL condition of the model, in microseconds. */
export const conditionEvaluation: Benchmark = {
  name: 'condition-evaluation',
  async run() {
    const { model } = await compile(twelveTasks());
    const flows: FlowModel[] = Object.values(model?.flows ?? {});
    const condition = flows.find((flow) => flow.condition)?.condition;
    if (!condition) throw new Error('the model has no condition');
    const values: Record<string, string | number | boolean> = outputOf(4);
    const clock = { now: Date.UTC(2026, 0, 5, 12), zone: 'Europe/Oslo' };
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const took = await seconds(() => {
        for (let count = 0; count < EVALUATIONS; count++) condition.evaluate((name) => values[name], clock);
      });
      times.push((took / EVALUATIONS) * 1e6);
    }
    const value = Math.round(median(times) * 1000) / 1000;
    return { name: this.name, value, unit: 'µs', ratio: null, bar: 'at most 5', holds: value <= 5 };
  },
};
