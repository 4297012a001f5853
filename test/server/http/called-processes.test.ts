import { expect } from 'chai';

import { givenServer, testClock, type TestServer } from '../given-server.js';
import { assessmentForms, called, caller, deploy, forEach, openTasks, quiet, start } from '../models.js';

const HOUR = 3_600_000;

describe('A called process', () => {
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;
  const forms = assessmentForms;

  beforeEach(async () => {
    clock = testClock();
    server = await givenServer({ clock });
  });
  afterEach(() => server.stop());

  const nameOfCalledTask = async (instance: string): Promise<string> => {
    const { Task_Before: before, Task_Called: task } = await openTasks(server.api, instance);
    if (task) return (await server.api.get(`/v2/user-tasks/${task}`)).body.name;
    expect((await server.api.post(`/v2/user-tasks/${before}/completion`)).status).to.equal(204);
    return nameOfCalledTask(instance);
  };

  it('is the version that was the latest when the instance started, whatever is deployed since, also after a restart', async () => {
    await deploy(server.api, caller());
    await deploy(server.api, called('Første'), { forms });
    const first = await start(server.api, 'Caller');
    await deploy(server.api, called('Andre'), { forms });
    const second = await start(server.api, 'Caller');
    await server.restart();
    expect(await nameOfCalledTask(first)).to.equal('Første');
    expect(await nameOfCalledTask(second)).to.equal('Andre');
  });

  it('is the version that the call names', async () => {
    await deploy(server.api, called('Første'), { forms });
    await deploy(server.api, called('Andre'), { forms });
    await deploy(server.api, caller('pathway:binding="version" pathway:version="1"'));
    const instance = await start(server.api, 'Caller');
    await server.restart();
    expect(await nameOfCalledTask(instance)).to.equal('Første');
  });

  it('gives its tasks their own lane, form and deadline, and the instance’s pathway', async () => {
    await deploy(server.api, caller());
    await deploy(server.api, called('Første'), { forms });
    const instance = await start(server.api, 'Caller', { businessKey: 'patient-1' });
    await nameOfCalledTask(instance);
    const { Task_Called: task } = await openTasks(server.api, instance);
    const read = async () => (await server.api.get(`/v2/user-tasks/${task}`)).body;
    expect(await read()).to.deep.include({
      laneName: 'Fastlege',
      serviceLevel: 'gp',
      candidateGroup: 'gp-office',
      formId: 'assess',
      processDefinitionId: 'Caller',
      businessKey: 'patient-1',
      late: false,
    });
    expect((await server.api.get(`/v2/user-tasks/${task}/form`)).body.schema.required).to.deep.equal(['painScore']);
    expect((await server.api.post(`/v2/user-tasks/${task}/completion`)).body.code).to.equal('FORM_NOT_VALID');
    clock.advance(24 * HOUR);
    await server.restart();
    await quiet(server.api);
    expect((await read()).late).to.equal(true);
    expect(
      (await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } })).status,
    ).to.equal(204);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.state).to.equal('COMPLETED');
  });

  it('that is not there is an incident that an operator can pass', async () => {
    await deploy(server.api, caller());
    const instance = await start(server.api, 'Caller');
    const { Task_Before: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`);
    const { items } = (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey: instance } }))
      .body;
    expect(items[0]).to.deep.include({ elementId: 'Call', errorType: 'CALLED_ELEMENT_NOT_FOUND' });
    expect(
      (
        await server.api.post(`/v2/incidents/${items[0].incidentKey}/resolution`, {
          action: 'skip',
          reason: 'Done by telephone',
        })
      ).status,
    ).to.equal(204);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.state).to.equal('COMPLETED');
  });
});

describe('A deadline on a task that several people do', () => {
  it('makes each of those that are still open late', async () => {
    const clock = testClock();
    const server = await givenServer({ clock });
    await deploy(server.api, forEach);
    const instance = await start(server.api, 'ForEach');
    const search = async (filter: object) =>
      (await server.api.post('/v2/user-tasks/search', { filter: { processInstanceKey: instance, ...filter } })).body
        .items;
    const [first] = await search({ state: 'CREATED' });
    await server.api.post(`/v2/user-tasks/${first.userTaskKey}/completion`);
    clock.advance(HOUR);
    await server.restart();
    await quiet(server.api);
    expect(await search({ late: true, state: 'CREATED' })).to.have.length(2);
    expect(await search({ late: true, state: 'COMPLETED' })).to.have.length(0);
    await server.stop();
  });
});
