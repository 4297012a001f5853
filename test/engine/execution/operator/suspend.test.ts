import { expect } from 'chai';

import { EngineError, step } from '../../../../engine/index.js';
import type { Command } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const stay = given('engine/execution/operator/modify.bpmn');
const started = () => stay.started({ businessKey: 'patient-1', variables: { wards: ['A', 'B'] } });

function outcome(world: World, command: Command): string {
  try {
    return step(world.simulation.environment('i1'), world.state(), command).state.status;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}

describe('an instance that is suspended', () => {
  it('keeps everything as it is, and says who suspended it and why', async () => {
    const world = await started();
    const before = world.state();

    world.suspend();

    expect(world.state()).to.deep.equal({ ...before, suspended: true });
    expect(world.events('InstanceSuspended')[0]).to.include({ reason: 'waits for the court' });
  });

  it('refuses every command but those of an operator', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Service_Letter' }, { type: 'placeToken', element: 'Await' });
    const now = world.simulation.now;
    const [task, job, timer] = [
      world.tasks()[0]?.taskId,
      world.job('Service_Letter').jobId,
      world.simulation.timers()[0],
    ];
    const commands = {
      CompleteTask: { type: 'CompleteTask', taskId: task ?? '', now },
      ThrowTaskError: { type: 'ThrowTaskError', taskId: task ?? '', code: 'stop', now },
      RaiseEscalation: { type: 'RaiseEscalation', taskId: task ?? '', code: 'stop', now },
      CompleteJob: { type: 'CompleteJob', jobId: job, now },
      FailJob: { type: 'FailJob', jobId: job, retries: 1, now },
      ThrowJobError: { type: 'ThrowJobError', jobId: job, code: 'stop', now },
      FireTimer: { type: 'FireTimer', timerId: timer?.timerId ?? '', now: timer?.dueAt ?? now },
      CorrelateMessage: {
        type: 'CorrelateMessage',
        subscriptionId: world.subscription('Catch_Answer').subscriptionId,
        now,
      },
      BroadcastSignal: { type: 'BroadcastSignal', name: 'News', now },
      StartAdHocActivity: { type: 'StartAdHocActivity', adHocId: 'i1:1', element: 'Task_Walk', now },
      CompleteAdHoc: { type: 'CompleteAdHoc', adHocId: 'i1:1', now },
      ResolveIncident: { type: 'ResolveIncident', incidentId: 'i1:1', action: 'retry', now },
      SuspendInstance: { type: 'SuspendInstance', reason: 'again', now },
      SetVariables: { type: 'SetVariables', variables: { note: 'x' }, now },
      ModifyInstance: {
        type: 'ModifyInstance',
        instructions: [{ type: 'placeToken', element: 'Task_Plan' }],
        reason: 'mistake',
        now,
      },
      CancelInstance: { type: 'CancelInstance', reason: 'mistake', now },
      ResumeInstance: { type: 'ResumeInstance', now },
    } satisfies { [T in Exclude<Command['type'], 'StartInstance'>]: Extract<Command, { type: T }> };

    world.suspend();

    const accepted = {
      SetVariables: 'running',
      ModifyInstance: 'running',
      CancelInstance: 'cancelled',
      ResumeInstance: 'running',
    };
    for (const command of Object.values(commands)) {
      const expected = (accepted as Record<string, string>)[command.type] ?? 'INSTANCE_SUSPENDED';
      expect(outcome(world, command), command.type).to.equal(expected);
    }
  });

  it('goes on where it was when it is resumed; what became due fires then', async () => {
    const world = await started();
    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Await' });
    world.suspend().advance('P30D');
    expect(world.timers()).to.deep.equal(['Catch_Time']);

    world.resume().advance('PT0S');

    expect(world.jobs()).to.deep.equal(['Service_Letter']);
  });

  it('can be changed, and stays suspended', async () => {
    const world = (await started()).suspend();

    world.modify({ type: 'placeToken', element: 'Task_Plan' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Plan']);
    expect(world.state().suspended).to.equal(true);
    expect(world.refusal(() => world.complete('Task_Plan'))).to.equal('INSTANCE_SUSPENDED');
    expect(world.resume().complete('Task_Plan').tokens()).to.deep.equal(['Join', 'Task_Assess']);
  });

  it('is nothing that one which runs can be resumed from', async () => {
    const world = await started();

    expect(world.refusal(() => world.resume())).to.equal('INSTANCE_NOT_SUSPENDED');
    expect(world.suspend().cancel().state().suspended).to.equal(undefined);
  });
});
