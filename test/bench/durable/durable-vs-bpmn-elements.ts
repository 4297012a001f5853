import { compile } from '../../../engine/index.js';
import { COMPLETIONS, twelveTasks } from '../twelve-tasks.js';
import { sideBySide, type Benchmark } from '../row.js';
import { prepareDurableBpmnElements } from './durable-bpmn-elements.js';
import { openDurableWorld } from './durable-world.js';

const INSTANCES = 300;
const OTHER_INSTANCES = 1;

/** Completions that are on disk, beside bpmn-elements that saves its state after each task and recovers before the next. */
export const durableVsBpmnElements: Benchmark = {
  name: 'durable-completions-vs-bpmn-elements',
  async run() {
    const { model } = await compile(twelveTasks());
    const condition = Object.values(model?.flows ?? {}).find((flow) => flow.condition)?.condition;
    if (!condition) throw new Error('the model has no condition');
    const world = await openDurableWorld();
    const other = await prepareDurableBpmnElements(condition);
    try {
      let instances: readonly string[] = [];
      const prepare = async (): Promise<void> => {
        instances = await world.start(INSTANCES);
      };
      const measured = await sideBySide(
        7,
        async () => {
          for (let completion = 1; completion <= COMPLETIONS; completion++) await world.complete(instances, completion);
        },
        async () => {
          for (let count = 0; count < OTHER_INSTANCES; count++) await other.runInstance();
        },
        prepare,
      );
      const ratio = (INSTANCES / OTHER_INSTANCES) * (1 / measured.ratio);
      return {
        name: this.name,
        value: Math.round((INSTANCES * COMPLETIONS) / measured.ours),
        unit: 'completions/s',
        ratio: Math.round(ratio),
        bar: 'at least 75 times bpmn-elements',
        holds: ratio >= 75,
      };
    } finally {
      other.close();
      await world.close();
    }
  },
};
