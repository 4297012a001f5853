import { expect } from 'chai';

import {
  createSimulation,
  parseInstant,
  type Event,
  type PlainVariables,
  type Simulation,
} from '../../engine/index.js';
import { compiledLibrary } from './compiled-pathways.js';

const KEY = 'patient-7';
const ADMITTED = 'Melding om innlagt pasient';

function notice(ward: string): PlainVariables {
  return { patientKey: KEY, admittedAt: '2026-11-02T09:00:00+01:00', ward, knownToMunicipality: true };
}

const admit = (world: Simulation, ward = 'A', key = KEY): number =>
  world.sendMessage(ADMITTED, { key, variables: { ...notice(ward), patientKey: key } });

const openTasks = (world: Simulation, instance: string): readonly string[] =>
  world
    .tasks(instance)
    .map(({ element }) => element)
    .sort();

const STAY = ['Task_AdmissionReport', 'Task_HealthInformation', 'Task_NameContactDoctor', 'Task_WhatMatters'];

/** A patient in follow-up at home. */
async function givenFollowUp(): Promise<{ world: Simulation; first: string }> {
  const world = createSimulation({
    models: await compiledLibrary(),
    now: parseInstant('2026-11-02T10:00:00+01:00', 'Europe/Oslo'),
  });
  admit(world);
  const [first = ''] = world.instances();
  world.complete('Task_WhatMatters', { whatMatters: 'Å bo hjemme', answeredBy: 'patient' });
  world.complete('Task_HealthInformation', {
    status: '-',
    expectedCourse: '-',
    expectedNeeds: '-',
    expectedDischarge: '2026-11-05',
  });
  world.complete('Task_NameContactDoctor', { contactDoctorDecision: 'notRequired' });
  world.complete('Task_ReportReady', { isReady: true, readyAt: '2026-11-02T10:00:00+01:00' });
  world.complete('Task_AnswerReady', { answer: 'canReceive', receptionDate: '2026-11-03' });
  world.advance('P1D');
  world.complete('Task_Discharge', { dischargedAt: '2026-11-03T10:00:00+01:00', dischargedTo: 'home' });
  return { world, first };
}

const thrown = (events: readonly Event[], name: string): number =>
  events.filter((event) => event.type === 'MessageThrown' && event.name === name).length;

describe('A readmission', () => {
  it('ends the pathway as readmitted and starts exactly one new one', async () => {
    // given
    const { world, first } = await givenFollowUp();
    world.advance('P5D');
    expect(openTasks(world, first)).to.include.members(['Task_Checklist1', 'Task_Checklist2', 'Task_Checklist3']);

    // when
    admit(world, 'B');

    // then
    expect(world.state(first).status).to.equal('completed');
    expect(world.variables(first)['endReason']).to.equal('readmitted');
    expect(world.instances()).to.have.lengthOf(2);
    const second = world.instances()[1] ?? '';
    expect(openTasks(world, second)).to.deep.equal(STAY);
    expect(world.variables(second)).to.include({ patientKey: KEY, ward: 'B' });
    expect(world.state(second).businessKey).to.equal(KEY);
  });

  it('withdraws every task, timer and subscription of the pathway that ended', async () => {
    const { world, first } = await givenFollowUp();
    const open = world.tasks(first).map(({ taskId }) => taskId);
    const before = world.history(first).length;

    admit(world, 'B');

    const withdrawn = world
      .history(first)
      .slice(before)
      .flatMap((event) => (event.type === 'TaskCancelled' ? [event.taskId] : []));
    expect(withdrawn).to.have.members(open);
    expect(world.tasks(first)).to.deep.equal([]);
    expect(world.timers(first)).to.deep.equal([]);
    expect(world.subscriptions(first)).to.deep.equal([]);
    expect(world.state(first).tokens).to.deep.equal([]);
  });

  it('goes round in no loop: one message is passed on, and the notice of admission itself is never sent', async () => {
    const { world, first } = await givenFollowUp();

    admit(world, 'B');
    world.advance('P60D');

    expect(world.instances()).to.have.lengthOf(2);
    expect(thrown(world.history(first), 'Reinnleggelse')).to.equal(1);
    for (const instance of world.instances()) expect(thrown(world.history(instance), ADMITTED)).to.equal(0);
  });

  it('can come again in the new pathway, which then ends in its turn', async () => {
    const { world } = await givenFollowUp();
    admit(world, 'B');
    world.complete('Task_WhatMatters', { whatMatters: '-', answeredBy: 'patient' });
    world.complete('Task_HealthInformation', {});
    world.complete('Task_NameContactDoctor', {});
    world.complete('Task_ReportReady', { isReady: true, readyAt: '2026-11-04T10:00:00+01:00' });
    world.complete('Task_Discharge', { dischargedAt: '2026-11-04T12:00:00+01:00' });

    admit(world, 'C');

    expect(world.instances().map((id) => world.state(id).status)).to.deep.equal(['completed', 'completed', 'running']);
    expect(openTasks(world, world.instances()[2] ?? '')).to.deep.equal(STAY);
  });

  it('of one patient leaves the follow-up of another as it is', async () => {
    const { world, first } = await givenFollowUp();

    admit(world, 'B', 'patient-8');

    expect(world.state(first).status).to.equal('running');
    expect(world.instances()).to.have.lengthOf(2);
    expect(world.variables(first)['endReason'] ?? null).to.equal(null);
  });
});
