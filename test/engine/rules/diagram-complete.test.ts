import { expect } from 'chai';

import { diagramComplete } from '../../../engine/rules/diagram-complete.js';
import { findingsIn } from './lint-model.js';

describe('Rule diagram-complete: every element has its shape in the diagram', () => {
  it('accepts a diagram with everything drawn', async () => {
    expect(await findingsIn(diagramComplete, 'everything-drawn')).to.deep.equal([]);
  });

  it('finds the task and the flow that are not drawn', async () => {
    expect(await findingsIn(diagramComplete, 'task-and-flow-not-drawn')).to.deep.equal([
      'error Flow_Task_A_End',
      'error Task_A',
    ]);
  });

  it('finds lanes, those in lanes too', async () => {
    expect(await findingsIn(diagramComplete, 'lane-of-a-lane-not-drawn')).to.deep.equal(['error Lane_T']);
  });

  it('finds that there is no diagram at all, once', async () => {
    expect(await findingsIn(diagramComplete, 'no-diagram')).to.deep.equal(['error Definitions_1']);
  });
});
