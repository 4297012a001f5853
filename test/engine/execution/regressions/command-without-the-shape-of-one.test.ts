import { expect } from 'chai';

import { createEnvironment, step, type Command, type PlainJson } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/timer-that-fires-at-once-for-ever.bpmn');

const start = { type: 'StartInstance', instanceId: 'i1', process: 'P', now: 0 } as const;

/** The code of the refusal; anything else that is thrown fails the test. */
async function refusalOf(command: object): Promise<unknown> {
  const environment = createEnvironment(await model.compiled());
  try {
    step(environment, null, { ...start, ...command });
  } catch (error) {
    if (error instanceof Error && error.name === 'EngineError' && 'code' in error) return error.code;
    throw error;
  }
  return undefined;
}

describe('command that does not have the shape of one', () => {
  it('is refused where its values are nested fifty thousand levels deep', async () => {
    let deep: PlainJson = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];

    expect(await refusalOf({ variables: { deep } })).to.equal('LIMIT_EXCEEDED');
  });

  it('is refused where its values hold themselves', async () => {
    const round: Record<string, unknown> = {};
    round['round'] = round;

    expect(await refusalOf({ variables: round })).to.equal('LIMIT_EXCEEDED');
  });

  it('is refused where its variables are no names with values', async () => {
    for (const variables of [null, 5, 'text', [1]]) {
      expect(await refusalOf({ variables }), String(variables)).to.equal('VALUE_NOT_ALLOWED');
    }
  });

  it('is refused where its ids and keys are no texts', async () => {
    expect(await refusalOf({ instanceId: undefined })).to.equal('VALUE_NOT_ALLOWED');
    expect(await refusalOf({ businessKey: 7 })).to.equal('VALUE_NOT_ALLOWED');
    expect(await refusalOf({ type: 'CompleteTask', taskId: 7 })).to.equal('INSTANCE_NOT_STARTED');
  });

  it('is refused where its time is beyond the range of dates', async () => {
    for (const now of [8.64e15 + 1, -8.64e15 - 1, NaN, 0.5]) {
      expect(await refusalOf({ now }), String(now)).to.equal('TIME_NOT_VALID');
    }
    expect(await refusalOf({ now: -1 })).to.equal(undefined);
  });

  it('is refused where an id is not written as the events give it', async () => {
    const environment = createEnvironment(await model.compiled());
    const { state } = step(environment, null, start);
    const timer = state.waits[0]?.id ?? 0;
    const fire = (timerId: unknown): unknown =>
      step(environment, state, { type: 'FireTimer', timerId, now: 1 } as Command).events.length;

    for (const id of [`i1:0${String(timer)}`, `i1: ${String(timer)}`, `i2:${String(timer)}`, timer, null]) {
      expect(() => fire(id), String(id))
        .to.throw()
        .with.property('code', 'TIMER_NOT_FOUND');
    }
    expect(fire(`i1:${String(timer)}`)).to.be.greaterThan(0);
  });
});
