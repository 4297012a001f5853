import { expect } from 'chai';

import { compile, createEnvironment, EngineError, type Command, type Environment } from '../../../engine/index.js';
import { ApplicationError } from '../../../server/application/application-error.js';
import { createSteps } from '../../../server/application/long-steps.js';
import { around, escapeXml } from '../../helpers/bpmn-text.js';

const start: Command = { type: 'StartInstance', instanceId: 'a', process: 'P', now: 0 };

describe('A step that takes long', () => {
  let one: Environment;
  let other: Environment;
  /** Milliseconds that each step seems to take. */
  let took: number;
  let pauses: { readonly milliseconds: number; readonly end: () => void }[];
  let taken: string[];

  const environmentOf = async (activity: string): Promise<Environment> => {
    const { model } = await compile(around(activity));
    if (!model) throw new Error('the model does not compile');
    return createEnvironment(model);
  };
  const given = () => {
    let [time, isBegun] = [0, false];
    const now = (): number => {
      if (isBegun) time += took;
      isBegun = !isBegun;
      return time;
    };
    const steps = createSteps(
      now,
      (milliseconds) => new Promise((end) => pauses.push({ milliseconds, end: () => end(undefined) })),
    );
    return (name: string, environment: Environment, command: Command = start): Promise<unknown> =>
      steps.take(environment, null, command).finally(() => taken.push(name));
  };
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  before(async () => {
    const much = 'every i in 1..160, j in 1..160 satisfies i * j > 0';
    one = await environmentOf(
      `<bpmn:scriptTask id="A" scriptFormat="feel" pathway:resultVariable="done"><bpmn:script>${escapeXml(much)}</bpmn:script></bpmn:scriptTask>`,
    );
    other = await environmentOf('<bpmn:userTask id="A" />');
  });
  beforeEach(() => {
    took = 0;
    pauses = [];
    taken = [];
  });

  it('is followed by a pause before the next of its model; all others go on', async () => {
    const take = given();
    took = 30;
    await take('long', one);
    took = 1;
    const next = take('next', one);
    await take('other', other);
    await turns();
    expect([taken, pauses.map(({ milliseconds }) => milliseconds)]).to.deep.equal([['long', 'other'], [60]]);

    pauses[0]?.end();
    await next;
    expect(taken).to.deep.equal(['long', 'other', 'next']);
  });

  it('makes no difference any more when one has been short again', async () => {
    const take = given();
    took = 30;
    await take('long', one);
    took = 1;
    const next = take('short', one);
    await turns();
    pauses[0]?.end();
    await next;

    await take('at once', one);
    expect(taken).to.deep.equal(['long', 'short', 'at once']);
  });

  it('is one of many only one after the other, with a pause between each', async () => {
    const take = given();
    took = 20;
    await take('first', one);
    const others = ['second', 'third', 'fourth'].map((name) => take(name, one));
    for (let ended = 0; ended < 3; ended++) {
      await turns();
      expect(taken).to.have.length(ended + 1);
      pauses[ended]?.end();
    }
    await Promise.all(others);
    expect(taken).to.deep.equal(['first', 'second', 'third', 'fourth']);
  });

  it('is none where it did little: the machine had a pause, or the heap was collected', async () => {
    const take = given();
    took = 30;
    await take('slow', other);
    await take('at once', other);
    expect([taken, pauses]).to.deep.equal([['slow', 'at once'], []]);
  });

  it('counts where it is refused in the end, too', async () => {
    const take = given();
    took = 30;
    const refused = await take('refused', one, { ...start, process: 'Nowhere' }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(EngineError);
    void take('next', one);
    await turns();
    expect(taken).to.deep.equal(['refused']);
    pauses[0]?.end();
  });

  it('is refused where too many wait already, and those that wait are not', async () => {
    const take = given();
    took = 30;
    await take('long', one);
    took = 1;
    const asked = Array.from({ length: 60 }, (_, index) =>
      take(`${index}`, one).then(
        () => 'taken',
        (error: unknown) => (error instanceof ApplicationError ? error.code : 'failed'),
      ),
    );
    await turns();
    pauses[0]?.end();
    await turns();
    pauses.slice(1).forEach(({ end }) => end());
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === 'taken')).to.have.length(50);
    expect(new Set(outcomes)).to.deep.equal(new Set(['taken', 'OVERLOADED']));
  });
});
