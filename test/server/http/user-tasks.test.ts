import { expect } from 'chai';

import { apiAt, givenServer, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, faults, openTasks, start } from '../models.js';

describe('User tasks over HTTP', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    await deploy(server.api, faults);
  });
  after(() => server.stop());

  const givenTask = async (): Promise<{ instance: string; task: string }> => {
    const instance = await start(server.api, 'Assessment', { businessKey: 'patient-1001' });
    const { Task_Assess: task = '' } = await openTasks(server.api, instance);
    return { instance, task };
  };

  it('show what a worklist needs: lane, service level, candidate group, form, and the pathway they belong to', async () => {
    const { instance, task } = await givenTask();
    const { body } = await server.api.get(`/v2/user-tasks/${task}`);
    expect(body).to.deep.include({
      state: 'CREATED',
      elementId: 'Task_Assess',
      name: 'Vurder smerte',
      processInstanceKey: instance,
      processDefinitionId: 'Assessment',
      processDefinitionVersion: 1,
      businessKey: 'patient-1001',
      late: false,
      lane: 'Lane_Ward',
      laneName: 'Sykehus',
      serviceLevel: 'specialist',
      candidateGroup: 'ward',
      formId: 'assess',
    });
  });

  it('are named in the language of the reader, and in the words of the drawing where they are not translated', async () => {
    const { task } = await givenTask();
    const nameIn = async (language: string): Promise<string> =>
      (await server.api.get(`/v2/user-tasks/${task}`, { 'Accept-Language': language })).body.name;
    expect(await nameIn('nn-NO, nb;q=0.5')).to.equal('Vurder smerta');
    expect(await nameIn('en-GB')).to.equal('Assess pain');
    expect(await nameIn('nb')).to.equal('Vurder smerte');
    expect(await nameIn('fr')).to.equal('Vurder smerte');
  });

  it('change nothing that their form only shows', async () => {
    const instance = await start(server.api, 'Assessment', { variables: { wish: 'å bo hjemme' } });
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const variables = { painScore: 3, wish: 'something else' };
    expect((await server.api.post(`/v2/user-tasks/${task}/completion`, { variables })).status).to.equal(204);
    const { body } = await server.api.get(`/v2/process-instances/${instance}/variables`);
    expect(body.variables).to.deep.include({ painScore: 3, wish: 'å bo hjemme' });
  });

  it('bring their form, with what the instance knows of it already', async () => {
    const instance = await start(server.api, 'Assessment', { variables: { painScore: 3 } });
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const { body } = await server.api.get(`/v2/user-tasks/${task}/form`);
    expect(body.formId).to.equal('assess');
    expect(body.schema.required).to.deep.equal(['painScore']);
    expect(body.data).to.deep.equal({ painScore: 3 });
  });

  it('are completed with valid form data, and the pathway goes on', async () => {
    const { instance, task } = await givenTask();
    const { status } = await server.api.post(`/v2/user-tasks/${task}/completion`, {
      variables: { painScore: 4, assessedOn: '2026-11-02' },
    });
    expect(status).to.equal(204);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.state).to.equal('COMPLETED');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables).to.deep.equal({
      painScore: 4,
      assessedOn: '2026-11-02',
    });
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body).to.deep.include({
      state: 'COMPLETED',
      completedBy: 'ward-nurse',
    });
  });

  for (const [what, variables, expected] of [
    [
      'a missing field',
      {},
      { path: '/painScore', code: 'required', message: 'må ha den påkrevde egenskapen painScore' },
    ],
    ['a value out of range', { painScore: 11 }, { path: '/painScore', code: 'maximum', message: 'må være <= 10' }],
    ['a wrong type', { painScore: 'much' }, { path: '/painScore', code: 'type', message: 'må være et heltall' }],
    [
      'a field that the form does not have',
      { painScore: 1, 'a/b': 1 },
      { path: '/a~1b', code: 'additionalProperties', message: 'kan ikke ha flere egenskaper' },
    ],
    [
      'a date that is none',
      { painScore: 1, assessedOn: '2026-02-30' },
      { path: '/assessedOn', code: 'format', message: 'må stemme overens med formatet "date"' },
    ],
    [
      'a time without its offset',
      { painScore: 1, assessedAt: '2026-11-02T10:00:00' },
      { path: '/assessedAt', code: 'format', message: 'må stemme overens med formatet "date-time"' },
    ],
    [
      'the pattern of one field',
      { painScore: 1, note: '<b>' },
      { path: '/note', code: 'pattern', message: 'må samsvare med mønsteret "^[^<>]*$"' },
    ],
    [
      'the pattern of another field',
      { painScore: 1, code: '<b>' },
      { path: '/code', code: 'pattern', message: 'må samsvare med mønsteret "^[A-Z]{2}$"' },
    ],
  ] as const) {
    it(`stay open when the form has ${what}, and the answer says where`, async () => {
      const { instance, task } = await givenTask();
      const { status, headers, body } = await server.api.post(`/v2/user-tasks/${task}/completion`, { variables });
      expect(status).to.equal(422);
      expect(headers.get('Content-Type')).to.match(/^application\/problem\+json/);
      expect(body).to.deep.include({ code: 'FORM_NOT_VALID', title: 'Skjemaet har feil', errors: [expected] });
      expect(await openTasks(server.api, instance)).to.deep.equal({ Task_Assess: task });
    });
  }

  it('are completed once when two people complete them at the same time: the second hears who was first', async () => {
    const { task } = await givenTask();
    const people = ['ward-nurse', 'ward-doctor'];
    const answers = await Promise.all(
      people.map((person) =>
        apiAt(server.url, person).post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 4 } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    const winner = people[answers.findIndex(({ status }) => status === 204)];
    const { body } = answers.find(({ status }) => status === 409)!;
    expect(body).to.deep.include({ code: 'TASK_ALREADY_COMPLETED', title: 'Oppgaven er allerede fullført' });
    expect(body.current).to.deep.include({ state: 'COMPLETED', completedBy: winner });
  });

  it('tell the second person what changed before any word about the form', async () => {
    const { task } = await givenTask();
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 4 } });
    const { body } = await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 99 } });
    expect(body.code).to.equal('TASK_ALREADY_COMPLETED');
  });

  it('are withdrawn when the instance is cancelled, and say so afterwards', async () => {
    const { instance, task } = await givenTask();
    expect(
      (await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'wrong patient' })).status,
    ).to.equal(204);
    const { status, body } = await server.api.post(`/v2/user-tasks/${task}/completion`, {
      variables: { painScore: 4 },
    });
    expect([status, body.code]).to.deep.equal([409, 'TASK_CANCELLED']);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body).to.deep.include({
      state: 'TERMINATED',
      cancellationReason: 'wrong patient',
    });
    expect((await server.api.get(`/v2/process-instances/${instance}/timers`)).body.items).to.deep.equal([]);
  });

  it('are given to a person and laid back; a person who has one is not overruled by accident', async () => {
    const { instance, task } = await givenTask();
    const assign = (assignee: string, more = {}) =>
      server.api.post(`/v2/user-tasks/${task}/assignment`, { assignee, ...more });
    expect((await assign('ward-nurse')).status).to.equal(204);
    const refused = await assign('ward-doctor');
    expect([refused.status, refused.body.code, refused.body.current]).to.deep.equal([
      409,
      'TASK_ASSIGNED_TO_ANOTHER',
      { assignee: 'ward-nurse' },
    ]);
    expect((await assign('ward-doctor', { allowOverride: true })).status).to.equal(204);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.assignee).to.equal('ward-doctor');
    expect((await server.api.delete(`/v2/user-tasks/${task}/assignee`)).status).to.equal(204);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body).not.to.have.property('assignee');
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    expect(
      items
        .slice(-3)
        .map(({ type, assignee, by }: { type: string; assignee?: string; by: string }) => [type, assignee, by]),
    ).to.deep.equal([
      ['TaskAssigned', 'ward-nurse', 'ward-nurse'],
      ['TaskAssigned', 'ward-doctor', 'ward-nurse'],
      ['TaskUnassigned', undefined, 'ward-nurse'],
    ]);
  });

  it('cannot be given to somebody unknown', async () => {
    const { task } = await givenTask();
    const { status, body } = await server.api.post(`/v2/user-tasks/${task}/assignment`, { assignee: 'nobody' });
    expect([status, body.code]).to.deep.equal([422, 'ASSIGNEE_NOT_KNOWN']);
  });

  it('end by an error that the model catches, or raise an escalation beside', async () => {
    const instance = await start(server.api, 'Faults');
    const { Task_Try: task } = await openTasks(server.api, instance);
    expect((await server.api.post(`/v2/user-tasks/${task}/escalation`, { escalationCode: 'HELP' })).status).to.equal(
      204,
    );
    expect(Object.keys(await openTasks(server.api, instance)).sort()).to.deep.equal(['Task_Help', 'Task_Try']);
    expect((await server.api.post(`/v2/user-tasks/${task}/error`, { errorCode: 'REFUSED' })).status).to.equal(204);
    expect(Object.keys(await openTasks(server.api, instance)).sort()).to.deep.equal(['Task_Help', 'Task_Refused']);
  });

  it('are found by state, group, service level, person and instance, page by page', async () => {
    const { instance, task } = await givenTask();
    await server.api.post(`/v2/user-tasks/${task}/assignment`, { assignee: 'ward-doctor' });
    const count = async (filter: object): Promise<number> =>
      (await server.api.post('/v2/user-tasks/search', { filter: { processInstanceKey: instance, ...filter } })).body
        .items.length;
    for (const filter of [
      { state: 'CREATED' },
      { elementId: 'Task_Assess' },
      { assignee: 'ward-doctor' },
      { isAssigned: true },
      { candidateGroup: 'ward' },
      { serviceLevel: 'specialist' },
      { late: false },
      { businessKey: 'patient-1001' },
      { processDefinitionId: 'Assessment' },
    ])
      expect(await count(filter), JSON.stringify(filter)).to.equal(1);
    for (const filter of [
      { state: 'COMPLETED' },
      { elementId: 'Other' },
      { assignee: 'gp' },
      { isAssigned: false },
      { candidateGroup: 'gp-office' },
      { serviceLevel: 'gp' },
      { late: true },
      { businessKey: 'patient-2' },
      { processDefinitionId: 'Faults' },
    ])
      expect(await count(filter), JSON.stringify(filter)).to.equal(0);
  });

  it('come in pages that neither repeat nor leave out a task', async () => {
    for (let i = 0; i < 5; i++) await givenTask();
    const all = (await server.api.post('/v2/user-tasks/search', { filter: { state: 'CREATED' } })).body.items.map(
      (one: { userTaskKey: string }) => one.userTaskKey,
    );
    const paged: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { body } = await server.api.post('/v2/user-tasks/search', {
        filter: { state: 'CREATED' },
        page: { limit: 2, ...(after && { after }) },
      });
      expect(body.items.length).to.be.at.most(2);
      paged.push(...body.items.map((one: { userTaskKey: string }) => one.userTaskKey));
      after = body.page.endCursor;
    }
    expect(paged).to.deep.equal(all);
    expect(paged.length).to.be.greaterThan(4);
  });
});
