import { expect } from 'chai';

import { EngineError, type PlainVariables } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/data/nested-types.bpmn');
const plan = {
  $defs: {
    day: { type: 'string', format: 'date' },
    period: {
      type: 'object',
      properties: { from: { $ref: '#/$defs/day' }, to: { $ref: '#/$defs/day' }, note: { type: 'string' } },
    },
    goal: {
      type: 'object',
      properties: {
        text: { type: 'string' },
        reachedOn: { $ref: '#/$defs/day' },
        parts: { type: 'array', items: { $ref: '#/$defs/goal' } },
      },
    },
  },
  type: 'object',
  properties: {
    periods: { type: 'array', items: { $ref: '#/$defs/period' } },
    patient: {
      type: 'object',
      properties: {
        born: { type: 'string', format: 'date' },
        contact: { type: 'object', properties: { calledAt: { type: 'string', format: 'date-time' } } },
      },
    },
    days: { type: 'array', items: { format: 'date' } },
    doses: { type: 'array', items: { allOf: [{ type: 'string' }, { format: 'decimal' }] } },
    week: { type: 'array', items: { type: 'array', items: { type: 'string', format: 'time' } } },
    waits: { type: 'object', additionalProperties: { type: 'string', format: 'duration' } },
    goal: { $ref: '#/$defs/goal' },
    discharge: { type: ['string', 'null'], format: 'date' },
    visits: { type: 'array', items: { type: 'string' } },
    stays: { type: 'array' },
    next: { type: 'string' },
  },
  allOf: [{ properties: { patient: { properties: { diedOn: { $ref: '#/$defs/day' } } } } }],
} as const;
const started = (variables: PlainVariables = {}) => model.started({ forms: { plan }, variables });

/** What the engine says of values that it refuses. */
function refusalOf(act: () => unknown): { readonly code: string; readonly path: unknown; readonly said: string } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { code: error.code, path: error.details['path'], said: `${error.message} ${JSON.stringify(error)}` };
  }
  throw new Error('nothing was refused');
}

const entered: readonly [what: string, plain: PlainVariables, held: object][] = [
  [
    'a list of dates',
    { days: ['2026-01-05', null, '2026-01-12'] },
    { days: [{ $date: '2026-01-05' }, null, { $date: '2026-01-12' }] },
  ],
  [
    'dates in the rows of a list, by reference',
    { periods: [{ from: '2026-01-05', to: null, note: '2026-01-05' }, {}] },
    { periods: [{ from: { $date: '2026-01-05' }, to: null, note: '2026-01-05' }, {}] },
  ],
  [
    'fields of objects within objects, and those that “allOf” adds to them',
    { patient: { born: '1944-02-29', diedOn: '2026-01-05', contact: { calledAt: '2026-01-05T08:00:00+01:00' } } },
    {
      patient: {
        born: { $date: '1944-02-29' },
        diedOn: { $date: '2026-01-05' },
        contact: { calledAt: { $dateTime: '2026-01-05T08:00:00+01:00' } },
      },
    },
  ],
  [
    'decimals that “allOf” makes of texts',
    { doses: ['0.10', '2'] },
    { doses: [{ $decimal: '0.10' }, { $decimal: '2' }] },
  ],
  ['lists of lists', { week: [['08:00:00'], []] }, { week: [[{ $time: '08:00:00' }], []] }],
  ['objects whose keys the form does not name', { waits: { ward: 'P3D' } }, { waits: { ward: { $duration: 'P3D' } } }],
  [
    'what holds itself, as deep as it goes',
    { goal: { text: 'Gå', parts: [{ parts: [{ reachedOn: '2026-02-01' }] }] } },
    { goal: { text: 'Gå', parts: [{ parts: [{ reachedOn: { $date: '2026-02-01' } }] }] } },
  ],
];

const refused: readonly [what: string, plain: PlainVariables, path: string][] = [
  ['a date that does not exist, in a list', { days: ['2026-01-05', '2026-02-30'] }, '/days/1'],
  ['a text that is no date, in a row', { periods: [{}, { to: 'secret' }] }, '/periods/1/to'],
  ['a number where a time is due', { patient: { contact: { calledAt: 1201 } } }, '/patient/contact/calledAt'],
  ['a text that is no decimal', { doses: ['secret'] }, '/doses/0'],
  ['one item where a list of them is due', { periods: { from: '2026-01-05' } }, '/periods'],
  ['a list where an object is due', { patient: ['secret'] }, '/patient'],
  ['a text where a row is due', { periods: ['secret'] }, '/periods/0'],
  ['a text among lists', { week: [['08:00:00'], 'secret'] }, '/week/1'],
  ['a duration under a key of any name', { waits: { 'ward/3': 'secret' } }, '/waits/ward~13'],
  ['a date far inside', { goal: { parts: [{ parts: [{ reachedOn: 'secret' }] }] } }, '/goal/parts/0/parts/0/reachedOn'],
  ['a tag of another type', { days: [{ $time: '08:00:00' }] }, '/days/0'],
  ['a name of the host’s objects', { patient: { constructor: 'secret' } }, '/patient/constructor'],
];

describe('Dates, times, durations and decimals within lists and objects', () => {
  for (const [what, plain, held] of entered) {
    it(`get their type from the form: ${what}`, async () => {
      const world = await started();

      world.complete('Task_Plan', plain);

      expect(world.variables()).to.deep.include(held);
    });
  }

  for (const [what, plain, path] of refused) {
    it(`are refused with their place and never with the value: ${what}`, async () => {
      const world = await started();

      const refusal = refusalOf(() => world.complete('Task_Plan', plain));

      expect([refusal.code, refusal.path]).to.deep.equal(['VALUE_NOT_ALLOWED', path]);
      expect(refusal.said).not.to.include('secret');
      expect(world.open()).to.deep.equal(['Task_Plan']);
    });
  }

  it('get their type from a declared collection, an item definition, and the item definition of a message', async () => {
    const world = await started({
      visits: ['2026-01-07'],
      stays: ['P1D'],
      contact: { name: 'Kari', reached: '2026-01-05T08:00:00Z' },
    });

    world.complete('Task_Plan').completeJob('Job_Book');
    world.message('Svar', { variables: { slots: [{ day: '2026-01-08', at: '17:30:00' }], text: '2026-01-08' } });

    expect(world.variables()).to.deep.include({
      visits: [{ $date: '2026-01-07' }],
      stays: [{ $duration: 'P1D' }],
      contact: { name: 'Kari', reached: { $dateTime: '2026-01-05T08:00:00Z' } },
      slots: [{ day: { $date: '2026-01-08' }, at: { $time: '17:30:00' } }],
      text: '2026-01-08',
    });
  });

  it('get their type from the declaration where the form says less', async () => {
    const world = await started();

    world.complete('Task_Plan', { visits: ['2026-01-07'], stays: ['P1D'], next: '2026-01-08' });

    expect(world.variables()).to.deep.include({
      visits: [{ $date: '2026-01-07' }],
      stays: [{ $duration: 'P1D' }],
      next: { $date: '2026-01-08' },
    });
  });

  it('are refused by a declared collection and by a message too', async () => {
    expect((await refusedStart({ visits: ['2026-01-07', 'secret'] })).path).to.equal('/visits/1');
    expect((await refusedStart({ stays: ['secret'] })).path).to.equal('/stays/0');
    expect((await refusedStart({ contact: { reached: 'secret' } })).path).to.equal('/contact/reached');

    const world = (await started()).complete('Task_Plan').completeJob('Job_Book');
    const answer = { slots: [{ day: '2026-01-08', at: 'secret' }] };
    expect(refusalOf(() => world.message('Svar', { variables: answer })).path).to.equal('/slots/0/at');
  });

  it('are calculated with as what they are', async () => {
    const world = await started({ visits: ['2026-01-09', '2026-01-07'], stays: ['P1D'] });

    world.complete('Task_Plan', {
      periods: [{ from: '2026-01-05' }, { from: '2026-01-20' }],
      patient: { born: '1944-02-29' },
      doses: ['0.10', '0.20'],
    });
    world.completeJob('Job_Book');
    world.message('Svar', { variables: { slots: [{ day: '2026-01-08', at: '17:30:00' }] } });

    expect(world.incidents()).to.deep.equal([]);
    expect(world.variables()).to.deep.include({
      early: 1,
      next: { $date: '2026-01-08' },
      total: { $decimal: '0.30' },
      evening: true,
    });
  });
});

describe('A name that only a form or a message of the process makes known', () => {
  const given = { days: ['2026-01-05'], discharge: '2026-01-06', periods: [{ from: '2026-01-05' }] };
  const held = {
    days: [{ $date: '2026-01-05' }],
    discharge: { $date: '2026-01-06' },
    periods: [{ from: { $date: '2026-01-05' } }],
  };
  const atJob = async () => (await started()).complete('Task_Plan');
  const ways: readonly [
    way: string,
    reach: () => Promise<World>,
    give: (world: World, values: PlainVariables) => void,
  ][] = [
    ['an operator', started, (world, values) => world.set(values)],
    ['a worker', atJob, (world, values) => world.completeJob('Job_Book', values)],
    [
      'a message',
      async () => (await atJob()).completeJob('Job_Book'),
      (world, variables) => world.message('Svar', { variables }),
    ],
    ['a task without a form', atBeforeLast, (world, values) => world.complete('Task_After', values)],
  ];

  async function atBeforeLast(): Promise<World> {
    const world = (await started({ visits: ['2026-01-07'], stays: ['P1D'] })).complete('Task_Plan', {
      periods: [],
      doses: [],
      patient: { born: '1944-02-29' },
    });
    world.completeJob('Job_Book').message('Svar', { variables: { slots: [] } });
    expect(world.open()).to.deep.equal(['Task_After']);
    return world;
  }

  for (const [way, reach, give] of ways) {
    it(`has the type of the form where ${way} brings it`, async () => {
      const world = await reach();

      give(world, given);

      expect(world.variables()).to.deep.include(held);
    });

    it(`is refused where ${way} brings what the form does not allow`, async () => {
      const world = await reach();

      expect(refusalOf(() => give(world, { discharge: 'secret' }))).to.include({
        code: 'VALUE_NOT_ALLOWED',
        path: '/discharge',
      });
      expect(refusalOf(() => give(world, { days: ['secret'] })).path).to.equal('/days/0');
    });
  }

  it('has the type of the form where the instance is started with it', async () => {
    expect((await started(given)).variables()).to.deep.include(held);
    expect((await refusedStart({ periods: [{ from: 'secret' }] })).path).to.equal('/periods/0/from');
  });
});

async function refusedStart(variables: PlainVariables) {
  const world = await model.deployed({ forms: { plan } });
  return refusalOf(() => world.start('Process_Nested', { variables }));
}
