import { expect } from 'chai';

import { around } from '../../helpers/bpmn-text.js';
import { compiled } from './compiled.js';

const text = around('<bpmn:userTask id="A" />');

/** What the one process of the model says. */
async function said(attribute: string): Promise<unknown> {
  const { processes } = await compiled(text.replace('<bpmn:process ', `<bpmn:process ${attribute} `));
  return Object.values(processes)[0]?.severalInstances;
}

describe('A process that may run several times over for one patient', () => {
  it('says so by an attribute; without it one instance runs at a time', async () => {
    expect(await said('pathway:severalInstances="true"')).to.equal(true);
    expect(await said('pathway:severalInstances="false"')).to.equal(undefined);
    expect(await said('')).to.equal(undefined);
  });
});
