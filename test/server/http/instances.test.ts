import { expect } from 'chai';

import { givenServer, type TestServer } from '../given-server.js';
import {
  adHoc,
  assessment,
  assessmentForms,
  deploy,
  deployAssessment,
  faults,
  listensToSignal,
  openTasks,
  start,
  startedByMany,
  startedByMessage,
} from '../models.js';

describe('Pathways and their instances over HTTP', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    await deploy(server.api, adHoc);
    await deploy(server.api, faults);
  });
  after(() => server.stop());

  it('keep their version when the same content is deployed again, and get the next one when it has changed', async () => {
    const versionOf = async (bpmn: string): Promise<unknown> => {
      const { body } = await server.api.post('/v2/deployments', { name: 'again', bpmn, forms: assessmentForms });
      const { processDefinitionVersion, isNew } = body.deployments[0].processDefinition;
      return [processDefinitionVersion, isNew];
    };
    expect(await versionOf(assessment)).to.deep.equal([1, false]);
    expect(await versionOf(assessment.replace('Vurder smerte', 'Vurder smerten'))).to.deep.equal([2, true]);
    expect(await versionOf(assessment.replace('Vurder smerte', 'Vurder smerten'))).to.deep.equal([2, false]);
    expect(await versionOf(assessment)).to.deep.equal([3, true]);
    const { body } = await server.api.post('/v2/process-definitions/search', {
      filter: { processDefinitionId: 'Assessment' },
    });
    expect(
      body.items.map((one: { version: number; isLatestVersion: boolean }) => [one.version, one.isLatestVersion]),
    ).to.deep.equal([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  it('that only a message starts are not started by hand: the refusal says by which', async () => {
    await deploy(server.api, startedByMessage);
    await deploy(server.api, listensToSignal);
    const refusal = async (processDefinitionId: string, language: string) =>
      (await server.api.post('/v2/process-instances', { processDefinitionId }, { 'Accept-Language': language })).body;
    expect(await refusal('Receiver', 'nb')).to.deep.include({
      status: 409,
      code: 'START_NOT_FOUND',
      detail: 'Forløpet startes av meldingen «Admitted»: POST /v2/messages/publication.',
    });
    expect((await refusal('Receiver', 'nn')).detail).to.match(/^Forløpet blir starta av meldinga «Admitted»/);
    expect((await refusal('StartedBySignal', 'en')).detail).to.match(/^The process is started by the signal “Alarm”/);
    const { items } = (
      await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Receiver' } })
    ).body;
    expect(items).to.deep.equal([]);
  });

  it('that several messages or signals start name all of them, each once', async () => {
    await deploy(server.api, startedByMany);
    const detail = async (language: string): Promise<string> =>
      (await server.api.post('/v2/process-instances', { processDefinitionId: 'Many' }, { 'Accept-Language': language }))
        .body.detail;
    expect(await detail('nb')).to.equal(
      'Forløpet startes av meldingen «Admitted», «Referred» eller «Called, twice»: POST /v2/messages/publication. ' +
        'Forløpet startes av signalet «Alarm»: POST /v2/signals/broadcast.',
    );
    expect(await detail('nn')).to.match(/blir starta av meldinga «Admitted», «Referred» eller «Called, twice»:/);
    expect(await detail('en')).to.match(/started by the message “Admitted”, “Referred” or “Called, twice”:/);
  });

  it('stay pinned to the version that they were started with', async () => {
    const instance = await start(server.api, 'Assessment', { version: 1 });
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.processDefinitionVersion).to.equal(1);
    const { Task_Assess: task } = await openTasks(server.api, instance);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.name).to.equal('Vurder smerte');
    const newer = await start(server.api, 'Assessment', { version: 2 });
    const { Task_Assess: other } = await openTasks(server.api, newer);
    expect((await server.api.get(`/v2/user-tasks/${other}`)).body.name).to.equal('Vurder smerten');
  });

  it('correct a text without a new version', async () => {
    await deploy(server.api, assessment, {
      forms: assessmentForms,
      texts: { en: { Task_Assess: { name: 'Assess the pain' } } },
    });
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    expect((await server.api.get(`/v2/user-tasks/${task}`, { 'Accept-Language': 'en' })).body.name).to.equal(
      'Assess the pain',
    );
  });

  it('refuse a model that cannot be executed, naming the element and the reason', async () => {
    const bpmn = assessment.replace(
      '<bpmn:endEvent id="Done" />',
      '<bpmn:choreographyTask id="Dance" name="Dans" /><bpmn:endEvent id="Done" />',
    );
    const { status, body } = await server.api.post('/v2/deployments', { name: 'broken', bpmn, forms: assessmentForms });
    expect([status, body.code]).to.deep.equal([422, 'MODEL_NOT_VALID']);
    const found = body.diagnostics.find((one: { severity: string }) => one.severity === 'error');
    expect(found.message).to.be.a('string').and.not.equal('');
  });

  for (const [what, form] of [
    ['an unknown keyword', { type: 'object', properties: { a: { type: 'string', maximumLength: 3 } } }],
    ['a reference to another place', { $ref: 'https://example.org/form.json' }],
    [
      'a pattern with a look-ahead, which no linear-time matcher has',
      { type: 'object', properties: { a: { type: 'string', pattern: '(?=a)b' } } },
    ],
  ] as const) {
    it(`refuse a form with ${what}`, async () => {
      const { status, body } = await server.api.post('/v2/deployments', {
        name: 'broken',
        bpmn: assessment,
        forms: { assess: form },
      });
      expect([status, body.code]).to.deep.equal([422, 'MODEL_NOT_VALID']);
      expect(body.diagnostics.map((one: { code: string }) => one.code)).to.include('FORM_NOT_USABLE');
    });
  }

  it('give back the drawing as it was deployed', async () => {
    const { headers, body } = await server.api.get('/v2/process-definitions/AdHoc/xml');
    expect(headers.get('Content-Type')).to.match(/^application\/xml/);
    expect(body).to.equal(adHoc);
  });

  it('say how they start and what they are called', async () => {
    const { body } = await server.api.get('/v2/process-definitions/Assessment');
    expect(body).to.deep.include({
      processDefinitionId: 'Assessment',
      isLatestVersion: true,
      starts: [{ elementId: 'Start', kind: 'none' }],
    });
    expect((await server.api.get(`/v2/process-definitions/${body.processDefinitionKey}`)).body.version).to.equal(
      body.version,
    );
  });

  it('tell their history in order, with time and person, and page by page', async () => {
    const instance = await start(server.api, 'Assessment', { businessKey: 'patient-7', variables: { painScore: 2 } });
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    expect(items[0]).to.deep.include({
      sequence: 1,
      type: 'InstanceStarted',
      by: 'ward-nurse',
      businessKey: 'patient-7',
    });
    expect(items[0].at).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(items.find((one: { type: string }) => one.type === 'ScopeOpened').variables).to.deep.include({
      painScore: 2,
    });
    expect(items.map((one: { sequence: number }) => one.sequence)).to.deep.equal(
      items.map((_: unknown, at: number) => at + 1),
    );
    const first = (await server.api.get(`/v2/process-instances/${instance}/history?limit=3`)).body;
    const rest = (await server.api.get(`/v2/process-instances/${instance}/history?after=${first.page.endCursor}`)).body;
    expect([...first.items, ...rest.items]).to.deep.equal(items);
  });

  it('are found by business key, state and process', async () => {
    const instance = await start(server.api, 'Faults', { businessKey: 'patient-8' });
    const find = async (filter: object): Promise<string[]> =>
      (await server.api.post('/v2/process-instances/search', { filter })).body.items.map(
        (one: { processInstanceKey: string }) => one.processInstanceKey,
      );
    expect(await find({ businessKey: 'patient-8' })).to.deep.equal([instance]);
    expect(
      await find({ businessKey: 'patient-8', state: 'ACTIVE', processDefinitionId: 'Faults', hasIncident: false }),
    ).to.deep.equal([instance]);
    expect(await find({ businessKey: 'patient-8', state: 'COMPLETED' })).to.deep.equal([]);
    expect(await find({ businessKey: 'patient-8', processDefinitionId: 'AdHoc' })).to.deep.equal([]);
  });

  it('let activities of an ad-hoc sub-process be started in any order, and end it', async () => {
    const instance = await start(server.api, 'AdHoc');
    const at = `/v2/process-instances/${instance}`;
    const { items } = (await server.api.get(`${at}/ad-hoc-activities`)).body;
    expect(items.map((one: { elementId: string; name: string }) => [one.elementId, one.name])).to.deep.equal([
      ['Task_Talk', 'Samtale'],
      ['Task_Walk', 'Tur'],
    ]);
    expect((await server.api.post(`${at}/ad-hoc-activities`, { elementId: 'Task_Walk' })).status).to.equal(204);
    expect((await server.api.post(`${at}/ad-hoc-activities`, { elementId: 'Task_Talk' })).status).to.equal(204);
    expect(Object.keys(await openTasks(server.api, instance)).sort()).to.deep.equal(['Task_Talk', 'Task_Walk']);
    expect((await server.api.post(`${at}/ad-hoc-activities`, { elementId: 'Done' })).body.code).to.equal(
      'ADHOC_ACTIVITY_NOT_FOUND',
    );
    for (const task of Object.values(await openTasks(server.api, instance)))
      await server.api.post(`/v2/user-tasks/${task}/completion`);
    expect((await server.api.post(`${at}/ad-hoc-completion`, { elementId: 'Choices' })).status).to.equal(204);
    expect((await server.api.get(at)).body.state).to.equal('COMPLETED');
  });

  it('can have their variables corrected', async () => {
    const instance = await start(server.api, 'Faults');
    expect(
      (await server.api.put(`/v2/process-instances/${instance}/variables`, { variables: { yes: true } })).status,
    ).to.equal(204);
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.yes).to.equal(true);
  });

  it('stop at an incident that an operator resolves', async () => {
    const instance = await start(server.api, 'Faults');
    const { Task_Try: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body).to.deep.include({
      state: 'ACTIVE',
      hasIncident: true,
    });
    const search = async (state: string) =>
      (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey: instance, state } })).body.items;
    const [incident] = await search('ACTIVE');
    expect(incident).to.deep.include({ elementId: 'Choice', errorType: 'CONDITION_NOT_BOOLEAN', state: 'ACTIVE' });
    const resolve = (body: object) => server.api.post(`/v2/incidents/${incident.incidentKey}/resolution`, body);
    expect((await resolve({ action: 'retry', variables: { yes: true } })).status).to.equal(204);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Yes']);
    expect((await search('RESOLVED'))[0]).to.deep.include({
      incidentKey: incident.incidentKey,
      resolution: 'retry',
      resolvedBy: 'ward-nurse',
    });
    const again = await resolve({ action: 'skip' });
    expect([again.status, again.body.code]).to.deep.equal([409, 'INCIDENT_ALREADY_RESOLVED']);
  });

  it('refuse commands once they have ended', async () => {
    const instance = await start(server.api, 'AdHoc');
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'error' });
    const { status, body } = await server.api.post(`/v2/process-instances/${instance}/cancellation`, {
      reason: 'error',
    });
    expect([status, body.code]).to.deep.equal([409, 'INSTANCE_ENDED']);
  });
});
