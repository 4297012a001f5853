import { BpmnModdle } from 'bpmn-moddle';
import { expect } from 'chai';

import { compile } from '../../../engine/index.js';
import { generateLinearModel } from '../../helpers/generated-model.js';
import { compiled } from './compiled.js';
import { cpuTime } from './cpu-time.js';

describe('A model of 300 nodes with its diagram', () => {
  it('is compiled in at most twice the time that bpmn-moddle needs to read it', async function () {
    this.timeout(60_000);
    const text = generateLinearModel(300);
    const moddle = new BpmnModdle();
    expect(Object.keys((await compiled(text)).elements)).to.have.length(300);

    const ratios: number[] = [];
    for (let run = 0; run < 21; run++) {
      const read = await cpuTime(() => moddle.fromXML(text));
      ratios.push((await cpuTime(() => compile(text))) / read);
    }

    const [median] = ratios.sort((one, other) => one - other).slice(10);
    expect(median).to.be.lessThan(2);
  });
});
