import { expect } from 'chai';

import { noImplicitEnd } from '../../../engine/rules/no-implicit-end.js';
import { findingsIn } from './lint-model.js';

describe('Rule no-implicit-end: what ends is drawn with an end event', () => {
  it('accepts a process whose paths end in end events', async () => {
    expect(await findingsIn(noImplicitEnd, 'ends-with-end-events')).to.deep.equal([]);
  });

  it('finds the task after which nothing comes', async () => {
    expect(await findingsIn(noImplicitEnd, 'task-after-which-nothing-comes')).to.deep.equal(['warning Task_B']);
  });
});
