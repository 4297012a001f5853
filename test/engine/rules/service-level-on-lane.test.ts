import { expect } from 'chai';

import { serviceLevelOnLane } from '../../../engine/rules/service-level-on-lane.js';
import { findingsIn } from './lint-model.js';

describe("Rule service-level-on-lane: every user task outside the patient's lane has a service level", () => {
  it("accepts levels on the lanes and none on the patient's", async () => {
    expect(await findingsIn(serviceLevelOnLane, 'levels-on-lanes-and-none-on-the-patients')).to.deep.equal([]);
  });

  it('accepts a level on the pool', async () => {
    expect(await findingsIn(serviceLevelOnLane, 'level-on-the-pool')).to.deep.equal([]);
  });

  it('accepts a level on the task itself', async () => {
    expect(await findingsIn(serviceLevelOnLane, 'level-on-the-task-itself')).to.deep.equal([]);
  });

  it('finds the tasks of a lane without a level, those in its sub-process too', async () => {
    expect(await findingsIn(serviceLevelOnLane, 'one-lane-without-a-level')).to.deep.equal([
      'error Task_B',
      'error Task_Inside',
    ]);
  });

  it('warns once where no lane has a level', async () => {
    expect(await findingsIn(serviceLevelOnLane, 'no-level-anywhere')).to.deep.equal(['warning Process_1']);
  });
});
