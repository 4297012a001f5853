import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/sub-processes/event-sub-process-interrupting.bpmn');
const started = () => model.started({ businessKey: 'patient-1' });

const triggers: readonly { kind: string; task: string; happens: (world: World) => unknown }[] = [
  { kind: 'message', task: 'Task_Message', happens: (world) => world.message('reinnlagt', { key: 'patient-1' }) },
  { kind: 'timer', task: 'Task_Timer', happens: (world) => world.advance('P28D') },
  { kind: 'signal', task: 'Task_Signal', happens: (world) => world.signal('beredskap') },
  { kind: 'condition', task: 'Task_Condition', happens: (world) => world.set({ score: 8 }) },
  { kind: 'escalation', task: 'Task_Escalation', happens: (world) => world.raiseEscalation('Task_Care', 'worse') },
  { kind: 'error', task: 'Task_Error', happens: (world) => world.throwTaskError('Task_Care', 'wrongPatient') },
];

describe('Interrupting event sub-process (BPMN 2.0.2, 13.5.4)', () => {
  it('is armed when its scope opens', async () => {
    const world = await started();

    expect(world.open()).to.deep.equal(['Task_Care']);
    expect(world.timers()).to.deep.equal(['Start_Timer']);
    expect(world.subscriptions()).to.deep.equal(['Start_Condition', 'Start_Message', 'Start_Signal']);
  });

  for (const { kind, task, happens } of triggers) {
    it(`takes over from its scope when the ${kind} occurs`, async () => {
      const world = await started();

      happens(world);

      expect(world.open()).to.deep.equal([task]);
      expect(world.cancelled()).to.include('Task_Care');
    });

    it(`leaves no other event sub-process to be started after the ${kind}`, async () => {
      const world = await started();

      happens(world);

      expect([...world.timers(), ...world.subscriptions()]).to.deep.equal([]);
    });

    it(`ends the scope when what the ${kind} began has completed`, async () => {
      const world = await started();
      happens(world);

      world.complete(task);

      expect(world.status()).to.equal('completed');
      expect(world.completed()).to.not.include('Task_Care');
      expect(world.completed()).to.not.include('End');
    });
  }

  it('starts at once where its condition holds when the scope opens', async () => {
    const world = await model.started({ variables: { score: 9 } });

    expect(world.open()).to.deep.equal(['Task_Condition']);
  });

  it('starts when a task of its scope makes its condition true', async () => {
    const world = await started();

    world.complete('Task_Care', { score: 6 });

    expect(world.status()).to.equal('completed');
    const other = await started();
    other.simulation.setVariables(other.instance, { score: 7 });
    expect(other.open()).to.deep.equal(['Task_Care']);
  });

  it('gets the data of its message', async () => {
    const world = await started();

    world.message('reinnlagt', { key: 'patient-1', variables: { reason: 'pneumonia' } });

    expect(world.visibleIn('Task_Message').reason).to.equal('pneumonia');
  });

  it('does not start again by an error within itself', async () => {
    const world = await started();
    world.throwTaskError('Task_Care', 'wrongPatient');

    world.throwTaskError('Task_Error', 'wrongPatient');

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
  });
});
