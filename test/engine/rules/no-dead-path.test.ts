import { expect } from 'chai';

import { noDeadPath } from '../../../engine/rules/no-dead-path.js';
import { findingsIn } from './lint-model.js';

describe('Rule no-dead-path: every element can be reached from a start', () => {
  it('follows boundary events, links and compensation associations', async () => {
    expect(await findingsIn(noDeadPath, 'reached-by-boundary-link-and-compensation')).to.deep.equal([]);
  });

  it('knows that event sub-processes and ad-hoc activities need no flow', async () => {
    expect(await findingsIn(noDeadPath, 'event-sub-process-and-adhoc-activities')).to.deep.equal([]);
  });

  it('finds a task that nothing leads to, and what comes after it', async () => {
    expect(await findingsIn(noDeadPath, 'task-that-nothing-leads-to')).to.deep.equal([
      'error Task_Behind',
      'error Task_Lost',
    ]);
  });

  it('finds a circle beside the path', async () => {
    expect(await findingsIn(noDeadPath, 'circle-beside-the-path')).to.deep.equal(['error Task_X', 'error Task_Y']);
  });
});
