import { expect } from 'chai';

import type { InstanceState } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/tagged-types.bpmn');
const entry = {
  type: 'object',
  properties: {
    bornEntered: { type: 'string', format: 'date' },
    wakesEntered: { type: 'string', format: 'time' },
    admittedEntered: { type: 'string', format: 'date-time' },
    stayEntered: { type: 'string', format: 'duration' },
    plain: { type: 'string' },
  },
} as const;
const started = (variables = {}) => model.started({ forms: { entry }, variables });

const kept: readonly [variable: string, text: string, held: object][] = [
  ['born', '1944-02-29', { $date: '1944-02-29' }],
  ['wakes', '07:30:00', { $time: '07:30:00' }],
  ['wakes', '07:30:00+01:00', { $time: '07:30:00+01:00' }],
  ['wakes', '07:30:00@Europe/Oslo', { $time: '07:30:00@Europe/Oslo' }],
  ['admitted', '2026-03-29T03:00:00+02:00', { $dateTime: '2026-03-29T03:00:00+02:00' }],
  ['admitted', '2026-10-25T02:30:00Z', { $dateTime: '2026-10-25T02:30:00Z' }],
  ['admitted', '2026-10-25T02:30:00+01:00[Europe/Oslo]', { $dateTime: '2026-10-25T02:30:00+01:00[Europe/Oslo]' }],
  ['stay', 'P3D', { $duration: 'P3D' }],
  ['stay', 'P1Y2M', { $duration: 'P1Y2M' }],
  ['dose', '0.10', { $decimal: '0.10' }],
];

describe('Dates, times, durations and decimals in state', () => {
  for (const [variable, text, held] of kept) {
    it(`keeps ${text} as it was given for the declared variable “${variable}”`, async () => {
      const world = await started({ [variable]: text });

      expect(world.variable(variable)).to.deep.equal(held);
      const reloaded = JSON.parse(JSON.stringify(world.state())) as InstanceState;
      expect(reloaded.scopes[0]?.variables[variable]).to.deep.equal(held);
    });
  }

  it('gives a form’s fields the type of their format on entry', async () => {
    const world = await started({ admitted: '2026-01-05T08:00:00+01:00', stay: 'P2D', born: '1944-02-28' });

    world.complete('Task_Enter', {
      bornEntered: '1950-12-24',
      wakesEntered: '07:30:00+01:00',
      admittedEntered: '2026-01-05T08:00:00+01:00',
      stayEntered: 'P2D',
      plain: '2026-01-05',
    });

    expect(world.variables()).to.deep.include({
      bornEntered: { $date: '1950-12-24' },
      wakesEntered: { $time: '07:30:00+01:00' },
      admittedEntered: { $dateTime: '2026-01-05T08:00:00+01:00' },
      stayEntered: { $duration: 'P2D' },
      plain: '2026-01-05',
    });
  });

  it('calculates with them as what they are', async () => {
    const world = await started({ admitted: '2026-01-05T08:00:00+01:00', stay: 'P2D', born: '1944-02-28' });

    world.complete('Task_Enter');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.variables()).to.deep.include({ later: true, next: { $date: '1944-02-29' }, days: 2 });
  });

  it('accepts a value that is tagged already', async () => {
    const world = await started({ born: { $date: '1944-02-29' } });

    expect(world.variable('born')).to.deep.equal({ $date: '1944-02-29' });
  });
});
