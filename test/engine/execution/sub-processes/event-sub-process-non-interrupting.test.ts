import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/sub-processes/event-sub-process-non-interrupting.bpmn');
const started = () => model.started({ businessKey: 'patient-1', variables: { score: 1 } });
const ask = (world: World, question = 'when') =>
  world.message('foresporsel', { key: 'patient-1', variables: { question } });

const triggers: readonly { kind: string; task: string; happens: (world: World) => unknown }[] = [
  { kind: 'message', task: 'Task_Message', happens: (world) => ask(world) },
  { kind: 'timer', task: 'Task_Timer', happens: (world) => world.advance('P7D') },
  { kind: 'signal', task: 'Task_Signal', happens: (world) => world.signal('besok-endret') },
  { kind: 'condition', task: 'Task_Condition', happens: (world) => world.set({ score: 1 }).set({ score: 8 }) },
  { kind: 'escalation', task: 'Task_Escalation', happens: (world) => world.raiseEscalation('Task_Care', 'unsure') },
];

describe('Non-interrupting event sub-process (BPMN 2.0.2, 13.5.4)', () => {
  for (const { kind, task, happens } of triggers) {
    it(`runs beside its scope when the ${kind} occurs`, async () => {
      const world = await started();

      happens(world);

      expect(world.open()).to.deep.equal(['Task_Care', task]);
      expect(world.cancelled()).to.deep.equal([]);
    });

    it(`runs again, beside the run before, when the ${kind} occurs again`, async () => {
      const world = await started();

      happens(world);
      happens(world);

      expect(world.open()).to.deep.equal(['Task_Care', task, task]);
      expect(world.state().scopes).to.have.length(3);
    });
  }

  it('stops repeating when its cycle is used up', async () => {
    const world = await started();

    world.advance('P60D');

    expect(world.open()).to.deep.equal(['Task_Care', 'Task_Timer', 'Task_Timer']);
    expect(world.timers()).to.deep.equal([]);
  });

  it('starts again by a condition only after it has been false', async () => {
    const world = await started();

    world.set({ score: 8 }).set({ score: 9 });

    expect(world.open()).to.deep.equal(['Task_Care', 'Task_Condition']);
  });

  it('keeps its scope open until it has completed', async () => {
    const world = await started();
    ask(world);

    world.complete('Task_Care');
    expect(world.status()).to.equal('running');
    expect(world.open()).to.deep.equal(['Task_Message']);
    world.complete('Task_Message');

    expect(world.status()).to.equal('completed');
  });

  it('cannot be started any more while its scope only waits for another run', async () => {
    const world = await started();
    ask(world);

    world.complete('Task_Care');

    expect([...world.timers(), ...world.subscriptions()]).to.deep.equal([]);
    expect(ask(world)).to.equal(0);
  });
});
