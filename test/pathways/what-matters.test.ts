import { expect } from 'chai';

import { createSimulation, type Simulation } from '../../engine/index.js';
import { stepTimes } from '../../server/cli/scenario/step-times.js';
import type { Scenario, ScenarioStep } from '../../server/cli/scenario/scenario-format.js';
import { compiledLibrary } from './compiled-pathways.js';
import { pathwayOf, pathways, type FormSchema } from './pathway-files.js';
import { scenarioAt, scenarioFilesOf } from './scenario-files.js';

const library = compiledLibrary();
const QUESTION = 'Task_WhatMatters';
/** Where the answer is given; in all other forms of tasks it is only shown. */
const ASKING = ['what-matters', 'follow-up-start'];
const SHOWN = { title: 'Hva er viktig for deg?', readOnly: true, type: 'string', minLength: 1, maxLength: 2000 };

const fieldIn = (schema: FormSchema | undefined): Readonly<Record<string, unknown>> | undefined =>
  (schema?.['properties'] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined)?.['whatMatters'];
const requires = (schema: FormSchema | undefined): boolean =>
  (schema?.['required'] as readonly string[]).includes('whatMatters');

const allForms: Readonly<Record<string, FormSchema>> = Object.assign(
  {},
  ...pathways.map(({ forms }) => forms),
) as Record<string, FormSchema>;
const formsOfTasks = ({ xml }: { readonly xml: string }): readonly string[] =>
  [...xml.matchAll(/<bpmn:userTask [^>]*pathway:form="([^"]+)"/g)].map((match) => match[1] ?? '');
const tasks = pathways.flatMap(({ xml }) =>
  [...xml.matchAll(/<bpmn:userTask id="([^"]+)"/g)].map((match) => match[1] ?? ''),
);

/** An open task of a patient who has answered: what it shows, and what it should. */
interface Shown {
  readonly element: string;
  readonly form: string;
  readonly answer: unknown;
  readonly given: unknown;
}

/** Plays a scenario and looks at every open task before and after each step. */
async function play(scenario: Scenario): Promise<{ world: Simulation; shown: readonly Shown[] }> {
  const { begins, times } = stepTimes(scenario, 'Europe/Oslo');
  const world = createSimulation({ models: await library, now: begins });
  const given = new Map<string, unknown>();
  const shown: Shown[] = [];
  const look = (): void => {
    for (const { instanceId, element, form = '', variables } of world.tasks())
      if (given.has(instanceId))
        shown.push({ element, form, answer: variables['whatMatters'], given: given.get(instanceId) });
  };
  for (const [index, step] of scenario.steps.entries()) {
    world.advanceTo(times[index] ?? begins);
    look();
    const answering = act(world, step);
    if (answering) given.set(answering.instance, answering.answer);
    look();
  }
  return { world, shown };
}

/** The instance whose patient answers in this step, if one does. */
function act(world: Simulation, { start, message, complete, data = {} }: ScenarioStep) {
  if (start) return { instance: world.start(start.process, start), answer: start.variables?.['whatMatters'] };
  if (message) world.sendMessage(message.name, { ...message, variables: message.data ?? {} });
  if (complete === undefined) return undefined;
  const instance = world.tasks().find(({ element }) => element === complete)?.instanceId ?? '';
  world.complete(complete, data);
  return complete === QUESTION ? { instance, answer: data['whatMatters'] } : undefined;
}

const normalCourse = (): Scenario => {
  const files = scenarioFilesOf('innleggelse-utskrivning');
  return scenarioAt(files.find((path) => path.endsWith('/normal-course.json')) ?? '');
};

describe('The answer to «Hva er viktig for deg?»', () => {
  it('is shown on every task that is open after it in the normal course, to the last one', async () => {
    // when
    const { world, shown } = await play(normalCourse());

    // then
    expect(shown.filter(({ answer }) => answer !== 'Å kunne bo hjemme og gå til postkassen selv')).to.deep.equal([]);
    expect(shown.map(({ element }) => element)).to.include.members([
      ...['Task_AdmissionReport', 'Task_HealthInformation', 'Task_ReportReady', 'Task_Discharge'],
      ...['Task_Checklist1', 'Task_Checklist2', 'Task_Checklist3', 'Task_Checklist4', 'Task_PatientFeedback'],
    ]);
    expect(world.state(world.instances()[0] ?? '').status).to.equal('completed');
  });

  it('is shown on every task of both pathways whatever happens, in a read-only field of its form', async function () {
    this.timeout(60_000);
    // when
    const scenarios = pathways.flatMap(({ id }) => scenarioFilesOf(id)).map(scenarioAt);
    const shown = (await Promise.all(scenarios.map(play))).flatMap((played) => played.shown);

    // then
    expect(shown.filter(({ answer, given }) => given === undefined || answer !== given)).to.deep.equal([]);
    expect(shown.filter(({ form }) => fieldIn(allForms[form])?.['readOnly'] !== true)).to.deep.equal([]);
    const seen = new Set(shown.map(({ element }) => element));
    expect(tasks.filter((task) => !seen.has(task))).to.deep.equal([QUESTION]);
  });

  for (const pathway of pathways) {
    it(`is one and the same field, first in every form of a later task of ${pathway.id}, and never asked for`, () => {
      const later = formsOfTasks(pathway).filter((form) => !ASKING.includes(form));
      for (const form of later) {
        const schema = pathway.forms[form];
        expect(fieldIn(schema), form).to.deep.equal(SHOWN);
        expect(Object.keys(schema?.['properties'] ?? {})[0], form).to.equal('whatMatters');
        expect(requires(schema), form).to.equal(false);
      }
      expect(later.length).to.be.greaterThan(5);
    });

    it(`has one wording in each language in ${pathway.id}`, () => {
      const wordings = Object.entries(pathway.texts).map(([language, texts]) => {
        const titles = Object.values(texts).flatMap((entry) => entry['/properties/whatMatters/title'] ?? []);
        return [language, [...new Set(titles)]];
      });
      expect(Object.fromEntries(wordings)).to.deep.equal({
        nb: ['Hva er viktig for deg?'],
        nn: ['Kva er viktig for deg?'],
        en: ['What matters to you?'],
      });
    });
  }

  it('is given, and has to be, where the patient is asked and where the follow-up starts by itself', () => {
    for (const form of ASKING) {
      const { readOnly: _only, ...writable } = SHOWN;
      expect(fieldIn(allForms[form]), form).to.deep.equal(writable);
      expect(requires(allForms[form]), form).to.equal(true);
    }
    expect(Object.keys(pathwayOf('hph-oppfolging').forms)).to.include('follow-up-start');
  });

  for (const [how, sent] of [
    ['sent without it', {}],
    ['sent back with it unchanged', { whatMatters: 'Å bo hjemme' }],
  ] as const) {
    it(`stays when a form is ${how}`, async () => {
      // given
      const world = createSimulation({ models: await library });
      const variables = { patientKey: 'patient-7', dischargedAt: '2026-01-05T09:00:00+01:00' };
      const instance = world.start('Process_HphFollowUp', { variables: { ...variables, whatMatters: 'Å bo hjemme' } });

      // when
      world.complete('Task_Checklist1', { ...sent, caller: '-', receiver: '-' });
      world.complete('Task_Checklist2', { ...sent, needsGpEarlier: true, gpUrgency: 'oneDay' });

      // then
      expect(world.variables(instance)['whatMatters']).to.equal('Å bo hjemme');
      expect(world.tasks(instance).map(({ element, variables: seen }) => [element, seen['whatMatters']])).to.deep.equal(
        [['Task_Checklist3Early', 'Å bo hjemme']],
      );
    });
  }

  it('is the new one after a readmission: the new pathway asks again, and shows nothing until it is answered', async () => {
    const files = scenarioFilesOf('innleggelse-utskrivning');
    const scenario = scenarioAt(files.find((path) => path.endsWith('/readmission-day-5.json')) ?? '');
    const before = scenario.steps.findIndex(({ instance, complete }) => instance === 'second' && complete === QUESTION);
    expect(before).to.be.greaterThan(0);

    const { world } = await play({ ...scenario, steps: scenario.steps.slice(0, before) });

    const open = world.tasks(world.instances()[1]);
    expect(open.map(({ variables }) => variables['whatMatters'] ?? null)).to.deep.equal([null, null, null, null]);
  });
});
