import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/ad-hoc-contents.bpmn');
const started = () => model.started({ businessKey: 'patient-1' });

describe('What an ad-hoc sub-process holds (BPMN 2.0.2, 13.3.5)', () => {
  it('can be sub-processes: what is inside them follows its own flows', async () => {
    const world = await started();

    world.startAdHocActivity('Sub_Training').complete('Task_WarmUp');

    expect(world.open()).to.deep.equal(['Task_Train']);
    world.complete('Task_Train');
    expect(world.timesCompleted('Sub_Training')).to.equal(1);
    expect(world.status()).to.equal('running');
  });

  it('can be multi-instance activities', async () => {
    const world = await started();

    world.startAdHocActivity('Task_Groups');

    expect(world.open()).to.deep.equal(['Task_Groups', 'Task_Groups']);
  });

  it('can complete at once, and complete the whole by its condition', async () => {
    const world = await started();
    world.startAdHocActivity('Task_Groups').startAdHocActivity('Script_Count');
    expect(world.open()).to.deep.equal(['Task_Groups', 'Task_Groups']);

    world.startAdHocActivity('Script_Count');

    expect(world.variable('sessions')).to.equal(2);
    expect(world.open()).to.deep.equal(['Task_After']);
  });

  it('can have boundary events; what they lead to is enabled', async () => {
    const world = await started();
    world.startAdHocActivity('Task_Risky');

    world.throwTaskError('Task_Risky', 'hurt').startAdHocActivity('Task_FirstAid');

    expect(world.open()).to.deep.equal(['Task_FirstAid']);
  });

  it('can be event sub-processes, which start by their event', async () => {
    const world = await started();

    world.message('forslag', { key: 'patient-1' });

    expect(world.open()).to.deep.equal(['Task_Idea']);
    expect(world.refusal(() => world.startAdHocActivity('Sub_Idea'))).to.equal('ADHOC_ACTIVITY_NOT_FOUND');
  });

  it('shares data of its own', async () => {
    const world = await started();
    world.startAdHocActivity('Task_Risky').complete('Task_Risky', { goal: 'climb the stairs' });

    world.startAdHocActivity('Sub_Training');

    expect(world.visibleIn('Task_WarmUp').goal).to.equal('climb the stairs');
    expect(world.variables()).to.not.have.any.keys('goal');
  });

  it('is empty again in each round of a repeated one', async () => {
    const world = await model.started({ process: 'Process_Repeated' });
    world.startAdHocActivity('Task_Session').complete('Task_Session').completeAdHoc('AdHoc_Week');
    expect(world.status()).to.equal('running');

    world.startAdHocActivity('Task_Session');
    expect(world.open()).to.deep.equal(['Task_Session']);
    world.completeAdHoc('AdHoc_Week');

    expect(world.status()).to.equal('completed');
  });
});
