import { expect } from 'chai';

import { EngineError, step } from '../../../../engine/index.js';
import type { Command, InstanceState } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const refusals = given('engine/execution/faults/refusals.bpmn');
const now = Date.parse('2026-01-05T08:00:00Z');

function refusedStep(world: World, state: InstanceState | null, command: Command): string {
  try {
    step(world.simulation.environment(world.instance), state, command);
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('command that is refused', () => {
  it('concerns a task, job, subscription or incident that is not there', async () => {
    const world = await refusals.started({ businessKey: 'case-1' });

    expect(world.refusal(() => world.simulation.complete('i1:999'))).to.equal('TASK_NOT_FOUND');
    expect(world.refusal(() => world.simulation.complete('Task_Unknown'))).to.equal('TASK_NOT_FOUND');
    expect(world.refusal(() => world.simulation.completeJob('i1:999'))).to.equal('JOB_NOT_FOUND');
    expect(world.refusal(() => world.simulation.resolveIncident('i1:999', 'skip'))).to.equal('INCIDENT_NOT_FOUND');
    expect(world.refusal(() => world.simulation.completeAdHoc('i1:999'))).to.equal('ADHOC_NOT_FOUND');
  });

  it('completes a task a second time', async () => {
    const world = await refusals.started();
    const taskId = world.tasks()[0]?.taskId ?? '';
    world.complete('Task_First');

    expect(world.refusal(() => world.simulation.complete(taskId))).to.equal('TASK_NOT_FOUND');
  });

  it('takes a job for a task, and a task for a job', async () => {
    const world = await refusals.started();
    const taskId = world.tasks()[0]?.taskId ?? '';
    expect(world.refusal(() => world.simulation.completeJob(taskId))).to.equal('JOB_NOT_FOUND');

    const { jobId } = world.complete('Task_First').job('Service_Send');

    expect(world.refusal(() => world.simulation.complete(jobId))).to.equal('TASK_NOT_FOUND');
  });

  it('starts a process, or at an event, that the model does not have', async () => {
    const world = await refusals.started();

    expect(world.refusal(() => world.start('Process_Unknown'))).to.equal('PROCESS_NOT_FOUND');
    expect(world.refusal(() => world.start('Process_Refusals', { element: 'Task_First' }))).to.equal('START_NOT_FOUND');
  });

  it('concerns an instance that has ended', async () => {
    const world = await refusals.started();
    world.complete('Task_First').completeJob('Service_Send');
    expect(world.status()).to.equal('completed');

    expect(world.refusal(() => world.cancel())).to.equal('INSTANCE_ENDED');
    expect(world.refusal(() => world.set({ note: 'late' }))).to.equal('INSTANCE_ENDED');
  });

  it('gives a job a negative number of retries', async () => {
    const world = await refusals.started();
    world.complete('Task_First');

    expect(world.refusal(() => world.failJob('Service_Send', -1))).to.equal('VALUE_NOT_ALLOWED');
  });

  it('fires a timer that is not due, or that is not there', async () => {
    const world = await refusals.started();
    const timerId = world.simulation.timers()[0]?.timerId ?? '';

    expect(refusedStep(world, world.state(), { type: 'FireTimer', timerId, now })).to.equal('TIMER_NOT_DUE');
    expect(refusedStep(world, world.state(), { type: 'FireTimer', timerId: 'i1:999', now })).to.equal(
      'TIMER_NOT_FOUND',
    );
  });

  it('brings a message to a subscription that is not there, or that is a timer', async () => {
    const world = await refusals.started();
    const timerId = world.simulation.timers()[0]?.timerId ?? '';

    for (const subscriptionId of ['i1:999', 'i2:1', '', timerId])
      expect(refusedStep(world, world.state(), { type: 'CorrelateMessage', subscriptionId, now })).to.equal(
        'SUBSCRIPTION_NOT_FOUND',
      );
  });

  it('comes before the instance is started, or starts it once more', async () => {
    const world = await refusals.started();
    const again: Command = { type: 'StartInstance', instanceId: 'i1', process: 'Process_Refusals', now };

    expect(refusedStep(world, null, { type: 'CancelInstance', reason: 'mistake', now })).to.equal(
      'INSTANCE_NOT_STARTED',
    );
    expect(refusedStep(world, world.state(), again)).to.equal('INSTANCE_EXISTS');
  });

  it('has no time, or meets state of another environment or of a newer engine', async () => {
    const world = await refusals.started();
    const cancel: Command = { type: 'CancelInstance', reason: 'mistake', now };
    const newer = { ...world.state(), version: 999 } as unknown as InstanceState;

    expect(refusedStep(world, world.state(), { ...cancel, now: NaN })).to.equal('TIME_NOT_VALID');
    expect(refusedStep(world, { ...world.state(), environment: 'other' }, cancel)).to.equal('ENVIRONMENT_MISMATCH');
    expect(refusedStep(world, newer, cancel)).to.equal('STATE_TOO_NEW');
  });

  it('is of a type that the engine does not know', async () => {
    const world = await refusals.started();

    expect(refusedStep(world, world.state(), { type: 'Explode', now } as unknown as Command)).to.equal(
      'COMMAND_NOT_KNOWN',
    );
  });

  it('carries a code and ids and no words', async () => {
    const world = await refusals.started();

    try {
      world.simulation.complete('i1:999');
      expect.fail('accepted');
    } catch (error) {
      expect(error).to.be.instanceOf(EngineError);
      expect(error).to.include({ code: 'TASK_NOT_FOUND', message: 'TASK_NOT_FOUND' });
    }
  });
});
