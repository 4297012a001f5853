import { BpmnModdle } from 'bpmn-moddle';

import { compile } from '../../engine/index.js';
import { generateLinearModel } from '../helpers/generated-model.js';
import { sideBySide, type Benchmark } from './row.js';

const TIMES = 5;

/** Compiling 300 nodes with their diagram, beside bpmn-moddle's own parse of the same text. */
export const compile300: Benchmark = {
  name: 'compile-300',
  async run() {
    const xml = generateLinearModel(300);
    const { model, diagnostics } = await compile(xml);
    if (!model) throw new Error(diagnostics.map((each) => each.message).join('\n'));
    const measured = await sideBySide(
      9,
      async () => {
        for (let count = 0; count < TIMES; count++) await compile(xml);
      },
      async () => {
        for (let count = 0; count < TIMES; count++) await new BpmnModdle().fromXML(xml);
      },
    );
    const ratio = Math.round(measured.ratio * 100) / 100;
    return {
      name: this.name,
      value: Math.round((measured.ours / TIMES) * 10_000) / 10,
      unit: 'ms',
      ratio,
      bar: "at most twice bpmn-moddle's own parse",
      holds: measured.ratio <= 2,
    };
  },
};
