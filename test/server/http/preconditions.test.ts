import { expect } from 'chai';

import { apiAt, givenServer, type Api, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

describe('If-Match, where two people meet,', () => {
  let server: TestServer;
  let nurse: Api;
  let doctor: Api;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    nurse = apiAt(server.url, 'ward-nurse');
    doctor = apiAt(server.url, 'ward-doctor');
  });
  after(() => server.stop());

  const givenTask = async (): Promise<{ instance: string; task: string }> => {
    const instance = await start(server.api, 'Assessment');
    return { instance, task: (await openTasks(server.api, instance))['Task_Assess']! };
  };
  const tagAt = async (path: string): Promise<string> => {
    const tag = (await server.api.get(path)).headers.get('ETag');
    expect(tag).to.match(/^"[^"]+"$/);
    return tag!;
  };
  const seen = (tag: string) => ({ 'If-Match': tag });

  it('lets a task be completed that is still what was seen', async () => {
    const { task } = await givenTask();
    const tag = await tagAt(`/v2/user-tasks/${task}`);
    const body = { variables: { painScore: 3 } };
    expect((await nurse.post(`/v2/user-tasks/${task}/completion`, body, seen(tag))).status).to.equal(204);
  });

  it('refuses the second of two, tells what changed, and changes nothing', async () => {
    const { instance, task } = await givenTask();
    const tag = await tagAt(`/v2/user-tasks/${task}`);
    const assignment = `/v2/user-tasks/${task}/assignment`;
    expect((await nurse.post(assignment, { assignee: 'ward-nurse' }, seen(tag))).status).to.equal(204);
    const { status, body } = await doctor.post(assignment, { assignee: 'ward-doctor', allowOverride: true }, seen(tag));
    expect([status, body.code]).to.deep.equal([412, 'PRECONDITION_FAILED']);
    expect(body.current).to.deep.equal({ state: 'CREATED', assignee: 'ward-nurse', late: false });
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.assignee).to.equal('ward-nurse');
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.revision).to.equal(2);
  });

  it('refuses a completion of a task that another has completed, with who and when', async () => {
    const { task } = await givenTask();
    const tag = await tagAt(`/v2/user-tasks/${task}`);
    const complete = (api: Api) =>
      api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } }, seen(tag));
    const answers = await Promise.all([complete(nurse), complete(doctor)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 412]);
    const { current } = answers.find(({ status }) => status === 412)!.body;
    expect(current).to.include.keys('state', 'completedBy', 'completionDate').and.to.deep.include({ late: false });
  });

  it('gives a repeat under the same key its first answer, although the task has changed by it', async () => {
    const { task } = await givenTask();
    const headers = { ...seen(await tagAt(`/v2/user-tasks/${task}`)), 'Idempotency-Key': 'seen-once' };
    const complete = () => nurse.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } }, headers);
    expect((await complete()).status).to.equal(204);
    const again = await complete();
    expect([again.status, again.headers.get('Idempotency-Replayed')]).to.deep.equal([204, 'true']);
  });

  it('holds for an instance by its revision', async () => {
    const { instance } = await givenTask();
    const path = `/v2/process-instances/${instance}`;
    const tag = await tagAt(path);
    expect(tag).to.equal('"1"');
    const set = (api: Api, urgent: boolean) =>
      api.put(`${path}/variables`, { variables: { painScore: urgent ? 9 : 1 } }, seen(tag));
    expect((await set(nurse, true)).status).to.equal(204);
    const { status, body } = await set(doctor, false);
    expect([status, body.code]).to.deep.equal([412, 'PRECONDITION_FAILED']);
    expect(body.current).to.deep.equal({ state: 'ACTIVE', hasIncident: false, revision: 2 });
    expect((await doctor.post(`${path}/cancellation`, { reason: 'Twice' }, seen(tag))).status).to.equal(412);
    const fresh = seen(await tagAt(path));
    expect((await doctor.post(`${path}/cancellation`, { reason: 'Twice' }, fresh)).status).to.equal(204);
  });

  it('with * takes whatever is there, and what is not there is still 404', async () => {
    const { task } = await givenTask();
    const assign = (key: string) => nurse.post(`/v2/user-tasks/${key}/assignment`, { assignee: 'gp' }, seen('*'));
    expect((await assign(task)).status).to.equal(204);
    expect((await assign('999999:1')).status).to.equal(404);
  });

  it('changes its tag when the task becomes another’s, and back when it is laid back', async () => {
    const { task } = await givenTask();
    const path = `/v2/user-tasks/${task}`;
    const first = await tagAt(path);
    await nurse.post(`${path}/assignment`, { assignee: 'gp' });
    expect(await tagAt(path)).not.to.equal(first);
    await nurse.delete(`${path}/assignee`, seen(await tagAt(path)));
    expect(await tagAt(path)).to.equal(first);
  });

  for (const tag of ['3', 'W/"3"', '"1", "2"', '"', '"a', 'a"', '""a"', '**']) {
    it(`is refused as ${tag}`, async () => {
      const { instance, task } = await givenTask();
      for (const send of [
        () => nurse.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } }, seen(tag)),
        () => nurse.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'Twice' }, seen(tag)),
      ]) {
        const { status, body } = await send();
        expect([status, body.code, body.details]).to.deep.equal([400, 'HEADER_NOT_VALID', { header: 'If-Match' }]);
      }
    });
  }

  it('is refused where it would not be looked at', async () => {
    const { status, body } = await nurse.post('/v2/signals/broadcast', { signalName: 'x' }, seen('*'));
    expect([status, body.code]).to.deep.equal([400, 'HEADER_NOT_VALID']);
  });
});
