import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const stay = given('engine/execution/operator/modify.bpmn');

async function standingAt(element: string): Promise<World> {
  const world = await stay.started({ businessKey: 'patient-1', variables: { wards: ['A', 'B'] } });
  if (element === 'Task_Assess') return world;
  return world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element });
}

function skip(world: World, element: string, flows?: readonly string[]): World {
  return world.modify({ type: 'skipElement', tokenId: world.tokenAt(element), ...(flows && { flows }) });
}

describe('operator who skips an element', () => {
  it('goes on behind a task that is withdrawn', async () => {
    const world = skip(await standingAt('Task_Assess'), 'Task_Assess');

    expect(world.open()).to.deep.equal(['Task_Plan', 'Task_Treat']);
    expect(world.events('TaskCancelled')).to.have.length(1);
    expect(world.events('TaskCompleted')).to.deep.equal([]);
  });

  it('goes on behind a job, an event, a call and a whole sub-process, each with all that it opened', async () => {
    const world = await standingAt('Sub_Rehabilitation');
    skip(world, 'Sub_Rehabilitation');
    expect([world.open(), world.timers()]).to.deep.equal([['Task_Ask', 'Task_Ask'], []]);
    skip(world, 'Sub_Wards');
    skip(world, 'Sub_Choices');
    skip(world, 'Await', ['Await_Catch_Answer']);
    expect(world.tokens()).to.deep.equal(['Catch_Answer']);
    skip(world, 'Catch_Answer');
    expect(world.jobs()).to.deep.equal(['Service_Letter']);
    skip(world, 'Service_Letter');
    expect(world.open()).to.deep.equal(['Task_Summary']);
    skip(world, 'Call_Discharge');
    expect(world.open()).to.deep.equal(['Task_Home']);
    expect(skip(world, 'Task_Home').status()).to.equal('completed');
  });

  it('names the flow where the element cannot choose it', async () => {
    const world = await standingAt('Await');

    const modify = () => skip(world, 'Await');
    expect(world.refusal(modify)).to.equal('TOKEN_NOT_CHANGEABLE');
    expect(world.refusal(() => skip(world, 'Await', ['Where_Home']))).to.equal('ACTION_NOT_POSSIBLE');
  });

  it('skips one of several instances of an activity', async () => {
    const world = await standingAt('Sub_Wards');
    const inner = world.state().tokens.find(({ element, loop }) => element === 'Sub_Wards' && !loop);

    world.modify({ type: 'skipElement', tokenId: `i1:${inner?.id}` });

    expect(world.open()).to.deep.equal(['Task_Ask']);
    expect(world.complete('Task_Ask').tokens()).to.deep.equal(['Sub_Choices']);
  });

  it('lets a token pass that waits at a join for others', async () => {
    const world = (await standingAt('Task_Assess')).complete('Task_Assess').complete('Task_Plan');

    skip(world, 'Join');

    expect(world.open()).to.deep.equal(['Task_Train', 'Task_Treat']);
  });

  it('goes on beside an incident, which is over then', async () => {
    const world = (await standingAt('Service_Letter')).failJob('Service_Letter', 0);
    expect(world.incidents()).to.deep.equal(['JOB_FAILED']);

    skip(world, 'Service_Letter');

    expect([world.incidents(), world.open()]).to.deep.equal([[], ['Task_Summary']]);
  });
});
