import { expect } from 'chai';

import { givenServer, testClock, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

const MINUTE = 60_000;

describe('A search of user tasks', () => {
  const clock = testClock();
  let server: TestServer;
  /** In the order in which they were created, a minute apart. */
  const tasks: string[] = [];
  let first: string;
  const at = (minute: number): string => new Date(Date.parse('2026-11-02T08:00:00Z') + minute * MINUTE).toISOString();

  before(async () => {
    server = await givenServer({ clock });
    await deployAssessment(server.api);
    for (let i = 0; i < 5; i++) {
      const instance = await start(server.api, 'Assessment', { variables: {} });
      tasks.push((await openTasks(server.api, instance))['Task_Assess'] ?? '');
      clock.advance(MINUTE);
    }
    first = (await server.api.get(`/v2/user-tasks/${tasks[0]}`)).body.processInstanceKey;
    for (const task of [tasks[3], tasks[1]]) {
      await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 3 } });
      clock.advance(MINUTE);
    }
  });
  after(() => server.stop());

  const search = async (body: object) => server.api.post('/v2/user-tasks/search', body);
  const found = async (filter: object, more: object = {}): Promise<readonly number[]> =>
    (await search({ filter, ...more })).body.items.map((one: { userTaskKey: string }) =>
      tasks.indexOf(one.userTaskKey),
    );

  it('finds those that were created, or ended, in a time: from, after, until and before', async () => {
    expect(await found({ creationDate: { $gte: at(1), $lte: at(3) } })).to.deep.equal([1, 2, 3]);
    expect(await found({ creationDate: { $gt: at(1), $lt: at(3) } })).to.deep.equal([2]);
    expect(await found({ creationDate: { $gte: '2026-11-02T09:04:00+01:00' } })).to.deep.equal([4]);
    expect(await found({ completionDate: { $lte: at(5) } })).to.deep.equal([3]);
    expect(await found({ completionDate: { $gt: at(5) }, state: 'COMPLETED' })).to.deep.equal([1]);
    expect(await found({ completionDate: { $gt: at(5) }, state: 'CREATED' })).to.deep.equal([]);
  });

  it('finds those of one version of a pathway', async () => {
    const { processDefinitionKey } = (await server.api.get(`/v2/process-instances/${first}`)).body;
    expect(await found({ processDefinitionKey })).to.deep.equal([0, 1, 2, 3, 4]);
    expect(await found({ processDefinitionKey: '999' })).to.deep.equal([]);
    const refused = await search({ filter: { processDefinitionKey: 'x' } });
    expect([refused.status, refused.body.code]).to.deep.equal([404, 'PROCESS_NOT_FOUND']);
  });

  it('shows them in the order that is asked for, oldest first where none is', async () => {
    const by = (field: string, order?: string) => ({ sort: [{ field, ...(order && { order }) }] });
    expect(await found({})).to.deep.equal([0, 1, 2, 3, 4]);
    expect(await found({}, by('creationDate'))).to.deep.equal([0, 1, 2, 3, 4]);
    expect(await found({ state: 'CREATED' }, by('creationDate', 'DESC'))).to.deep.equal([4, 2, 0]);
    expect(await found({ state: 'COMPLETED' }, by('completionDate', 'ASC'))).to.deep.equal([3, 1]);
    expect(await found({}, by('completionDate', 'DESC')), 'the open ones last').to.deep.equal([1, 3, 4, 2, 0]);
  });

  it('gives pages in that order, and refuses the cursor of another', async () => {
    const sort = [{ field: 'completionDate', order: 'DESC' }];
    const paged: number[] = [];
    let cursor: string | undefined;
    for (let after: string | null | undefined; after !== null;) {
      const { body } = await search({ sort, page: { limit: 2, ...(after && { after }) } });
      paged.push(...body.items.map((one: { userTaskKey: string }) => tasks.indexOf(one.userTaskKey)));
      after = body.page.endCursor;
      cursor ??= body.page.endCursor;
    }
    expect(paged).to.deep.equal([1, 3, 4, 2, 0]);
    for (const other of [undefined, [{ field: 'completionDate' }], [{ field: 'creationDate', order: 'DESC' }]]) {
      const refused = await search({ ...(other && { sort: other }), page: { after: cursor } });
      expect([refused.status, refused.body.code]).to.deep.equal([400, 'CURSOR_NOT_VALID']);
    }
  });

  it('refuses an order or a time that it does not know', async () => {
    for (const body of [
      { sort: [{ field: 'priority' }] },
      { sort: [{ field: 'creationDate', order: 'UP' }] },
      { sort: [] },
      { filter: { creationDate: {} } },
      { filter: { creationDate: { $gte: 'yesterday' } } },
      { filter: { creationDate: { $like: at(0) } } },
    ])
      expect((await search(body)).body.code, JSON.stringify(body)).to.equal('BODY_NOT_VALID');
  });
});

describe('The variables of a user task', () => {
  let server: TestServer;
  let task: string;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    task = (await openTasks(server.api, instance))['Task_Assess'] ?? '';
    await server.api.put(`/v2/process-instances/${instance}/variables`, { variables: { painScore: 4, note: 'quiet' } });
  });
  after(() => server.stop());

  const search = async (body: object = {}) => server.api.post(`/v2/user-tasks/${task}/variables/search`, body);
  const names = ({ body }: Awaited<ReturnType<typeof search>>) => body.items.map((one: { name: string }) => one.name);

  it('are those that are seen from the task, by name, as plain JSON', async () => {
    const { status, body } = await search();
    expect(status).to.equal(200);
    expect(body.items)
      .to.deep.include({ name: 'painScore', value: 4 })
      .and.to.deep.include({ name: 'note', value: 'quiet' });
    const all = body.items.map((one: { name: string }) => one.name);
    expect(all).to.deep.equal([...all].sort());
  });

  it('are found by name, and come page by page', async () => {
    expect(names(await search({ filter: { name: 'note' } }))).to.deep.equal(['note']);
    expect(names(await search({ filter: { name: 'none' } }))).to.deep.equal([]);
    const all = names(await search());
    const paged: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const answer = await search({ page: { limit: 1, ...(after && { after }) } });
      paged.push(...names(answer));
      after = answer.body.page.endCursor;
    }
    expect(paged).to.deep.equal(all);
  });

  it('are none once the task has ended: the history of the instance has what was entered', async () => {
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 3 } });
    expect(names(await search())).to.deep.equal([]);
  });

  it('of no task are refused', async () => {
    const { status, body } = await server.api.post('/v2/user-tasks/999:1/variables/search');
    expect([status, body.code]).to.deep.equal([404, 'TASK_NOT_FOUND']);
  });
});
