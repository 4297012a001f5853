import { expect } from 'chai';

import { labelRequired } from '../../../engine/rules/label-required.js';
import { findingsIn } from './lint-model.js';

describe('Rule label-required: what people read has a name', () => {
  it('accepts a merge and an unconditional flow without a name', async () => {
    expect(await findingsIn(labelRequired, 'named')).to.deep.equal([]);
  });

  it('finds lanes, events, questions, answers and, as errors, tasks without a name', async () => {
    expect(await findingsIn(labelRequired, 'without-names')).to.deep.equal([
      'error Call',
      'error Task_A',
      'warning Choice',
      'warning End',
      'warning Flow_Choice_Call',
      'warning Lane_1',
    ]);
  });
});
