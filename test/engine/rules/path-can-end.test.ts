import { expect } from 'chai';

import { pathCanEnd } from '../../../engine/rules/path-can-end.js';
import { findingsIn } from './lint-model.js';

describe('Rule path-can-end: from every element some path leads to an end', () => {
  it('accepts a circle with a way out', async () => {
    expect(await findingsIn(pathCanEnd, 'circle-with-a-way-out')).to.deep.equal([]);
  });

  it('accepts a circle that a boundary event leaves', async () => {
    expect(await findingsIn(pathCanEnd, 'circle-left-by-a-boundary-event')).to.deep.equal([]);
  });

  it('finds the circle without a way out', async () => {
    expect(await findingsIn(pathCanEnd, 'circle-without-a-way-out')).to.deep.equal(['error Task_A', 'error Task_B']);
  });
});
