import { expect } from 'chai';

import { noImplicitStart } from '../../../engine/rules/no-implicit-start.js';
import { findingsIn } from './lint-model.js';

describe('Rule no-implicit-start: what starts is drawn with a start event', () => {
  it('accepts a process that begins with a start event', async () => {
    expect(await findingsIn(noImplicitStart, 'begins-with-start-events')).to.deep.equal([]);
  });

  it('finds the task that would start by itself', async () => {
    expect(await findingsIn(noImplicitStart, 'task-that-starts-by-itself')).to.deep.equal(['warning Task_B']);
  });
});
