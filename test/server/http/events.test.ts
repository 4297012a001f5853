import Database from 'better-sqlite3';
import { expect } from 'chai';

import { listenTo, type EventClient, type Heard } from '../event-client.js';
import { apiAt, eventually, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, faults, openTasks, start } from '../models.js';

const shown = ({ type, data }: Heard): string =>
  [type, data['elementId'], data['assignee'], data['previousAssignee']].filter(Boolean).join(' ');

describe('The stream of events', () => {
  let server: TestServer;
  let api: Api;
  let clients: EventClient[] = [];
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock, feed: { heartbeat: 40, patience: 300, mostListeners: 4 } });
    api = server.api;
    await deployAssessment(api);
  });
  afterEach(() => {
    for (const client of clients) client.cut();
    clients = [];
  });
  after(() => server.stop());

  const listen = async (query = '', lastEventId?: string, base = server.url): Promise<EventClient> => {
    const open = () => listenTo(`${base}/v2/events${query}`, lastEventId);
    // a place becomes free when the server has seen that the client before has gone
    const client = await eventually(
      () => open().catch(() => null),
      (found) => found !== null,
    );
    if (!client) throw new Error('no stream');
    clients.push(client);
    await eventually(
      async () => client.lastId,
      (id) => id !== undefined,
    );
    return client;
  };
  const hears = (client: EventClient, count: number): Promise<readonly Heard[]> =>
    eventually(
      async () => client.heard,
      (heard) => heard.length >= count,
    );
  /** Starts an assessment, gives it to the nurse and lets her complete it: five events in four changes. */
  const assess = async (): Promise<{ instance: string; task: string }> => {
    const instance = await start(api, 'Assessment', { businessKey: 'PATIENT-77' });
    const task = (await openTasks(api, instance))['Task_Assess'] ?? '';
    await api.post(`/v2/user-tasks/${task}/assignment`, { assignee: 'ward-nurse' });
    await api.delete(`/v2/user-tasks/${task}/assignee`);
    await api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 7, note: 'SECRET-NOTE' } });
    return { instance, task };
  };
  const ASSESSED = [
    'instance.started',
    'task.created Task_Assess',
    'task.assigned Task_Assess ward-nurse',
    'task.unassigned Task_Assess ward-nurse',
    'task.completed Task_Assess',
    'instance.completed',
  ];
  const position = (): number => {
    const db = new Database(`${server.data}/samlop.db`, { readonly: true });
    const { newest } = db.prepare('SELECT coalesce(max(position), 0) AS newest FROM feed').get() as { newest: number };
    db.close();
    return newest;
  };

  it('tells in order what has happened, by ids and codes', async () => {
    const client = await listen();
    const { instance, task } = await assess();
    const heard = await hears(client, 6);
    expect(heard.map(shown)).to.deep.equal(ASSESSED);
    expect(heard[1]).to.deep.include({
      timestamp: '2026-11-02T08:00:00.000Z',
      data: {
        processInstanceKey: instance,
        processDefinitionId: 'Assessment',
        userTaskKey: task,
        elementId: 'Task_Assess',
        candidateGroup: 'ward',
      },
    });
  });

  it('never tells what patients or clinicians have said, nor for whom a pathway runs', async () => {
    const client = await listen();
    await assess();
    await hears(client, 6);
    expect(client.text)
      .to.include('task.completed')
      .and.not.match(/SECRET|PATIENT-77|painScore/);
  });

  it('is of text/event-stream, is not cached, and says when to come again', async () => {
    const client = await listen();
    expect(client.text).to.match(/^retry: \d+\n\n: \d+\nid: \d+\n\n/);
    const answer = await fetch(`${server.url}/v2/events`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('Content-Type'), answer.headers.get('Cache-Control')]).to.deep.equal([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
  });

  it('goes on after each event that a client may have had as its last', async () => {
    const from = position();
    await assess();
    const whole = await listen(`?lastEventId=${from}`);
    const all = await hears(whole, 6);
    whole.cut();
    for (const [index, { id }] of all.entries()) {
      const again = await listen('', id);
      const rest = all.slice(index + 1);
      if (rest.length > 0) await hears(again, rest.length);
      expect(again.heard).to.deep.equal(rest);
      again.cut();
    }
  });

  for (const [query, wanted] of [
    ['types=task.completed,instance.started', ['instance.started', 'task.completed Task_Assess']],
    ['assignee=ward-nurse', ['task.assigned Task_Assess ward-nurse', 'task.unassigned Task_Assess ward-nurse']],
    ['candidateGroup=ward&types=task.created', ['task.created Task_Assess']],
    ['candidateGroup=gp-office', []],
    ['processDefinitionId=Assessment', ASSESSED],
    ['processDefinitionId=Other', []],
  ] as const) {
    it(`holds only what is asked for: ${query}`, async () => {
      const from = position();
      await assess();
      const client = await listen(`?${query}&lastEventId=${from}`);
      // the last id comes to the end of what there is, whatever of it the client wants
      await eventually(
        async () => client.lastId?.split('-')[0],
        (id) => id === String(position()),
      );
      expect(client.heard.map(shown)).to.deep.equal(wanted);
    });
  }

  it('holds only one instance where that is asked for', async () => {
    const from = position();
    const { instance } = await assess();
    await assess();
    const client = await listen(`?processInstanceKey=${instance}&lastEventId=${from}`);
    await eventually(
      async () => client.lastId?.split('-')[0],
      (id) => id === String(position()),
    );
    expect(client.heard.map(shown)).to.deep.equal(ASSESSED);
  });

  it('tells that a task is late, and of the reminder', async () => {
    const client = await listen();
    await start(api, 'Assessment');
    clock.advance(3 * 24 * 3_600_000 + 1000);
    await start(api, 'Assessment'); // wakes the clock's work
    const heard = await eventually(
      async () => client.heard.map(shown),
      (seen) => seen.includes('task.late Task_Assess'),
    );
    expect(heard).to.include('task.created Task_Remind');
  });

  it('tells of an incident and of its end', async () => {
    await deploy(api, faults);
    const client = await listen('?types=incident.raised,incident.resolved');
    const instance = await start(api, 'Faults');
    await api.post(`/v2/user-tasks/${(await openTasks(api, instance))['Task_Try']}/completion`);
    const [raised] = await hears(client, 1);
    const key = raised?.data['incidentKey'] ?? '';
    expect(raised).to.deep.include({
      type: 'incident.raised',
      data: {
        processInstanceKey: instance,
        processDefinitionId: 'Faults',
        incidentKey: key,
        elementId: 'Choice',
        errorType: 'CONDITION_NOT_BOOLEAN',
      },
    });
    await api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'feil' });
    expect((await hears(client, 2))[1]).to.deep.include({ type: 'incident.resolved' });
    expect(client.heard[1]?.data['incidentKey']).to.equal(key);
  });

  it('begins anew with a reset where what follows the last event is no longer kept, or was never there', async () => {
    await assess();
    const db = new Database(`${server.data}/samlop.db`);
    db.prepare('DELETE FROM feed WHERE position < (SELECT max(position) FROM feed)').run();
    db.close();
    const now = position();
    for (const id of ['1', '2-1', '999999999', '999999999-3', 'anything', '']) {
      const client = await listen('', id);
      const [first] = await hears(client, 1);
      expect(first).to.deep.equal({ id: String(now), type: 'reset' });
      client.cut();
    }
    const kept = await listen('', String(now - 1));
    expect((await hears(kept, 1)).map(shown)).to.not.include('reset');
  });

  it('refuses what it does not know, as every route', async () => {
    for (const query of ['types=task.eaten', 'types=', 'lastEventId=x', 'after=3', 'processInstanceKey=zzz']) {
      expect((await api.get(`/v2/events?${query}`)).status, query).to.be.oneOf([400, 404]);
    }
  });

  it('is for so many clients; the next is told to come later, and has a place when one has gone', async () => {
    for (let i = 0; i < 4; i++) await listen();
    const { status, headers, body } = await api.get('/v2/events');
    expect([status, body.code, Number(headers.get('Retry-After')) > 0]).to.deep.equal([
      503,
      'TOO_MANY_LISTENERS',
      true,
    ]);
    clients[0]?.cut();
    await listen();
  });

  it('ends in order when the server stops, and goes on when it is there again', async () => {
    const client = await listen();
    await assess();
    await hears(client, 6);
    await server.restart();
    api = server.api;
    expect(client.ended).to.equal('closed');
    await assess();
    const again = await listen('', client.lastId);
    expect((await hears(again, 6)).map(shown)).to.deep.equal(ASSESSED);
  });

  it('is there for each demo world, and ends with it', async () => {
    const { body } = await api.post('/demo/worlds', { begins: '2026-11-02T10:00:00+01:00' });
    const base = `${server.url}${body.baseUrl}`;
    const client = await listen('', undefined, base);
    const outside = await listen();
    await start(apiAt(base), 'Assessment');
    expect((await hears(client, 2)).map(shown)).to.deep.equal(ASSESSED.slice(0, 2));
    await api.delete(body.baseUrl);
    await eventually(
      async () => client.ended,
      (ended) => ended === 'closed',
    );
    expect(outside.heard).to.deep.equal([]);
  });
});
