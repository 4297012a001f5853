import { expect } from 'chai';

import { EngineError } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const stay = given('engine/execution/operator/modify.bpmn');
const started = () => stay.started({ businessKey: 'patient-1', variables: { wards: ['A', 'B'] } });

/** Why a token cannot be placed at an element. */
function obstacle(world: World, element: string, scopeId?: string): unknown {
  try {
    world.modify({ type: 'placeToken', element, ...(scopeId !== undefined && { scopeId }) });
  } catch (error) {
    if (error instanceof EngineError) return [error.code, error.details['elementId'], error.details['why']];
    throw error;
  }
  return 'placed';
}

describe('operator who places a token', () => {
  it('starts an element beside what is open, and what follows it', async () => {
    const world = await started();

    world.modify({ type: 'placeToken', element: 'Task_Plan' });
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Plan']);

    world.complete('Task_Plan').complete('Task_Assess').complete('Task_Treat');
    expect(world.open(), 'the join has its two tokens; the third waits for its like').to.deep.equal([
      'Task_Plan',
      'Task_Train',
    ]);
  });

  it('opens the sub-processes around the element, with their events, and starts nothing else in them', async () => {
    const world = await started();

    world.modify({ type: 'placeToken', element: 'Task_Review' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Review']);
    expect(world.tokens()).to.deep.equal(['Sub_Rehabilitation', 'Sub_Review', 'Task_Assess', 'Task_Review']);
    expect(world.timers()).to.deep.equal(['Boundary_Late']);
    expect(world.message('Relative', { key: 'patient-1' })).to.equal(1);
    expect(world.open()).to.include('Task_Talk');
    world.completeAll('Task_Review', 'Task_Talk');
    expect(world.open(), 'the sub-process has ended and the path goes on').to.include('Task_Ask');
  });

  it('goes into the sub-process that is open already', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Train' });

    world.modify({ type: 'placeToken', element: 'Task_Review' });

    expect(world.tokens().filter((each) => each === 'Sub_Rehabilitation')).to.have.length(1);
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Review', 'Task_Train']);
  });

  it('names the sub-process where several are open', async () => {
    const world = await started();
    const sub = { type: 'placeToken', element: 'Sub_Rehabilitation' } as const;
    world.modify(sub, sub);
    const place = { type: 'placeToken', element: 'Task_Review' } as const;
    expect(world.refusal(() => world.modify(place))).to.equal('SCOPE_AMBIGUOUS');

    world.modify({ ...place, scopeId: world.scopeOf('Sub_Rehabilitation') });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Review', 'Task_Train', 'Task_Train']);
  });

  it('brings variables in their declared types, within the limits of values', async () => {
    const world = await started();

    world.modify({ type: 'placeToken', element: 'Task_Plan', variables: { note: 'from the ward' } });

    expect(world.variable('note')).to.equal('from the ward');
    expect(
      world.refusal(() => world.modify({ type: 'placeToken', element: 'Task_Plan', variables: { home: 'maybe' } })),
    ).to.equal('VALUE_NOT_ALLOWED');
  });

  it('passes a join as if all it waits for had come', async () => {
    const world = await started();

    world.modify({ type: 'placeToken', element: 'Join' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Train']);
  });

  it('starts a multi-instance activity as a whole, an event, or a job', async () => {
    const world = await started();

    world.modify(
      { type: 'placeToken', element: 'Sub_Wards' },
      { type: 'placeToken', element: 'Catch_Answer' },
      { type: 'placeToken', element: 'Service_Letter' },
    );

    expect(world.open()).to.deep.equal(['Task_Ask', 'Task_Ask', 'Task_Assess']);
    expect(world.subscriptions()).to.include('Catch_Answer');
    expect(world.jobs()).to.deep.equal(['Service_Letter']);
  });

  it('goes into a called process that runs, and not into one that does not', async () => {
    const world = await started();
    expect(obstacle(world, 'Task_Transport')).to.deep.equal([
      'ELEMENT_NOT_PLACEABLE',
      'Task_Transport',
      'OTHER_PROCESS',
    ]);
    world.modify({ type: 'placeToken', element: 'Call_Discharge' });

    world.modify({ type: 'placeToken', element: 'Task_Transport' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Summary', 'Task_Transport']);
  });

  it('cannot choose what starts in its own way only', async () => {
    const world = await started();
    const refused = (element: string, why: string, at = element) =>
      expect(obstacle(world, element)).to.deep.equal(['ELEMENT_NOT_PLACEABLE', at, why]);

    refused('Start', 'START_EVENT');
    refused('Boundary_Late', 'BOUNDARY_EVENT');
    refused('Sub_Withdrawn', 'EVENT_SUB_PROCESS');
    refused('Task_Close', 'EVENT_SUB_PROCESS', 'Sub_Withdrawn');
    refused('Task_Undo', 'COMPENSATION');
    refused('Task_Ask', 'LOOP', 'Sub_Wards');
    refused('Complex', 'COMPLEX_GATEWAY');
    expect(obstacle(world, 'Task_Nowhere')).to.deep.equal(['ELEMENT_NOT_FOUND', 'Task_Nowhere', undefined]);
    expect(obstacle(world, '__proto__')).to.deep.equal(['ELEMENT_NOT_FOUND', '__proto__', undefined]);
  });

  it('may place within one of the instances of an activity that is named', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Sub_Wards' });

    world.modify({ type: 'placeToken', element: 'Task_Ask', scopeId: world.scopeOf('Sub_Wards') });

    expect(world.open()).to.deep.equal(['Task_Ask', 'Task_Ask', 'Task_Ask', 'Task_Assess']);
  });

  it('names a scope that is open and around the element', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Sub_Choices' });

    expect(obstacle(world, 'Task_Plan', 'i1:999')).to.deep.equal(['SCOPE_NOT_FOUND', undefined, undefined]);
    expect(obstacle(world, 'Task_Transport', 'i1:1')).to.deep.equal([
      'ELEMENT_NOT_PLACEABLE',
      'Task_Transport',
      'OTHER_PROCESS',
    ]);
  });

  it('keeps to one activity at a time in a sequential ad-hoc sub-process', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Walk' });
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Walk']);

    expect(world.refusal(() => world.modify({ type: 'placeToken', element: 'Task_Sing' }))).to.equal(
      'ADHOC_SEQUENTIAL_BUSY',
    );
    world.complete('Task_Walk').startAdHocActivity('Task_Sing').complete('Task_Sing').completeAdHoc('Sub_Choices');
    expect(world.tokens()).to.include('Await');
  });

  it('cannot bring back what an interrupting event sub-process has ended', async () => {
    const world = await started();
    world.message('Withdrawn', { key: 'patient-1' });
    expect(world.open()).to.deep.equal(['Task_Close']);

    expect(obstacle(world, 'Task_Plan')).to.deep.equal(['ELEMENT_NOT_PLACEABLE', 'Task_Plan', 'INTERRUPTED']);
  });

  it('gives a reason, which the history keeps with what was asked for and without its values', async () => {
    const world = await started();

    world.modify({ type: 'placeToken', element: 'Task_Plan', variables: { note: 'secret' } });

    const [event] = world.events('InstanceModified');
    expect(event).to.deep.include({
      reason: 'moved by mistake',
      instructions: [{ type: 'placeToken', element: 'Task_Plan' }],
    });
  });
});
