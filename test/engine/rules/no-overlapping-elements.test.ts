import { expect } from 'chai';

import { noOverlappingElements } from '../../../engine/rules/no-overlapping-elements.js';
import { findingsIn } from './lint-model.js';

describe('Rule no-overlapping-elements: elements do not lie on top of each other', () => {
  it('accepts elements side by side', async () => {
    expect(await findingsIn(noOverlappingElements, 'side-by-side')).to.deep.equal([]);
  });

  it('finds both of two elements that overlap', async () => {
    expect(await findingsIn(noOverlappingElements, 'end-on-top-of-the-task')).to.deep.equal([
      'warning End',
      'warning Task_A',
    ]);
  });
});
