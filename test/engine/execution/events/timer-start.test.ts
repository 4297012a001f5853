import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const weekly = given('engine/execution/events/timer-start.bpmn');

describe('timer start event (13.5.1)', () => {
  it('is data of the model: when to start which process', async () => {
    const { starts, zone } = await weekly.compiled();
    const [start] = starts;

    expect(starts).to.have.length(1);
    expect(start).to.include({ process: 'Process_Weekly', element: 'Start_Weekly' });
    expect(start?.trigger).to.include({ kind: 'timer', form: 'cycle' });
    if (start?.trigger.kind !== 'timer') throw new Error('no timer');
    const clock = { now: Date.parse('2026-01-01T00:00:00Z'), zone };
    expect(start.trigger.value.evaluate(() => undefined, clock)).to.equal('R/2026-01-05T08:00:00+01:00/P1W');
  });

  it('starts an instance when its time has come', async () => {
    const world = await weekly.started({ element: 'Start_Weekly' });

    expect(world.open()).to.deep.equal(['Task_Review']);
  });
});
