import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { PlainVariables } from '../../../../engine/index.js';

const model = given('engine/execution/data/tagged-types.bpmn');
const entry = {
  type: 'object',
  properties: { day: { type: 'string', format: 'date' }, count: { type: 'number' } },
} as const;
const started = () => model.started({ forms: { entry } });

/** What a caller without types may send: TypeScript would not let it through. */
const untyped = (variables: object) => variables as PlainVariables;

const refused: readonly [what: string, variables: PlainVariables][] = [
  ['a date that does not exist', { born: '1945-02-29' }],
  ['a text that is no date', { born: 'yesterday' }],
  ['a time after 24 o’clock', { wakes: '25:00:00' }],
  ['a date without a time where both are needed', { admitted: '2026-01-05' }],
  ['a text that is no duration', { stay: 'three days' }],
  ['a text that is no decimal', { dose: 'half' }],
  ['a text where a number is declared', { days: 'three' }],
  ['a number where a yes or no is declared', { later: 1 }],
  ['a tag around a text that does not fit it', { born: { $date: 'yesterday' } }],
  ['a form’s field that does not fit its format', { day: '2026-13-01' }],
  ['a form’s field that does not fit its type', { count: 'many' }],
  ['a number that JSON cannot hold', { days: Number.NaN }],
  ['a function', untyped({ note: () => 1 })],
  ['an object that is not plain', untyped({ note: new Date(0) })],
];

describe('Values that are not allowed', () => {
  for (const [what, variables] of refused) {
    it(`refuses ${what}, and nothing has changed`, async () => {
      const world = await started();

      expect(world.refusal(() => world.complete('Task_Enter', variables))).to.equal('VALUE_NOT_ALLOWED');

      expect(world.open()).to.deep.equal(['Task_Enter']);
    });
  }

  it('are refused at the start of an instance too: there is none then', async () => {
    const world = await model.deployed({ forms: { entry } });

    const start = () => world.start('Process_Types', { variables: { born: 'yesterday' } });

    expect(world.refusal(start)).to.equal('VALUE_NOT_ALLOWED');
    expect(world.simulation.instances()).to.deep.equal([]);
  });

  it('are refused when set from outside', async () => {
    const world = await started();

    expect(world.refusal(() => world.set({ stay: 'long' }))).to.equal('VALUE_NOT_ALLOWED');
  });

  it('are refused when they are larger than the limit', async () => {
    const world = await model.started({ forms: { entry }, limits: { variableBytes: 1_000 } });

    const complete = () => world.complete('Task_Enter', { note: 'x'.repeat(2_000) });

    expect(world.refusal(complete)).to.equal('LIMIT_EXCEEDED');
  });
});
