import { expect } from 'chai';

import { clearStartAndEnd } from '../../../engine/rules/clear-start-and-end.js';
import { findingsIn } from './lint-model.js';

describe('Rule clear-start-and-end: a pathway has a clear start and a clear end', () => {
  it('accepts a process with one start event and one end event', async () => {
    expect(await findingsIn(clearStartAndEnd, 'one-start-one-end')).to.deep.equal([]);
  });

  it('accepts a start by message beside the plain start', async () => {
    expect(await findingsIn(clearStartAndEnd, 'starts-by-message-or-by-hand')).to.deep.equal([]);
  });

  it('asks for no start and end in an ad-hoc sub-process', async () => {
    expect(await findingsIn(clearStartAndEnd, 'adhoc-without-start')).to.deep.equal([]);
  });

  it('finds the process that has no start event', async () => {
    expect(await findingsIn(clearStartAndEnd, 'no-start')).to.deep.equal(['error Process_1']);
  });

  it('finds the process that has no end event', async () => {
    expect(await findingsIn(clearStartAndEnd, 'no-end')).to.deep.equal(['error Process_1']);
  });

  it('finds the second plain start event, as it is unclear where the process begins', async () => {
    expect(await findingsIn(clearStartAndEnd, 'two-plain-starts')).to.deep.equal(['error Start_Other']);
  });

  it('finds the sub-process that has no end event', async () => {
    expect(await findingsIn(clearStartAndEnd, 'sub-process-without-end')).to.deep.equal(['error Sub']);
  });
});
