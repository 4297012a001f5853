import Database from 'better-sqlite3';
import { expect } from 'chai';

import { verifyWebhook } from '../../../server/worker-client/verify-webhook.js';
import { apiAt, eventually, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';
import { givenReceiver, type Received, type Receiver } from '../webhook-receiver.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEW_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const HOUR = 3_600_000;
const STORY = ['instance.started', 'task.created', 'task.completed', 'instance.completed'];

const typesOf = (received: readonly Received[]): readonly string[] => received.map(({ event }) => event.type);
const idsOf = (received: readonly Received[]): readonly (string | undefined)[] =>
  received.map(({ headers }) => headers['webhook-id']);

describe('A webhook', () => {
  const clock = testClock();
  let server: TestServer;
  let api: Api;
  let receiver: Receiver;

  before(async () => {
    server = await givenServer({ clock });
    api = server.api;
    await deployAssessment(api);
  });
  beforeEach(async () => {
    receiver = await givenReceiver();
  });
  afterEach(async () => {
    const { body } = await api.get('/v2/webhooks');
    for (const { webhookKey } of body.items) await api.delete(`/v2/webhooks/${webhookKey}`);
    await receiver.stop();
  });
  after(() => server.stop());

  const create = async (more: object = {}): Promise<string> => {
    const { status, body } = await api.post('/v2/webhooks', { url: receiver.url, secret: SECRET, ...more });
    expect([status, Object.keys(body)]).to.deep.equal([201, ['webhookKey']]);
    return body.webhookKey as string;
  };
  const assess = async (of = api): Promise<string> => {
    const instance = await start(of, 'Assessment', { businessKey: 'PATIENT-77' });
    const task = (await openTasks(of, instance))['Task_Assess'] ?? '';
    await of.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 7, note: 'SECRET-NOTE' } });
    return instance;
  };
  const receives = (count: number, by = receiver): Promise<readonly Received[]> =>
    eventually(
      async () => by.received,
      (received) => received.length >= count,
      20_000,
    );
  const shown = async (key: string) => (await api.get(`/v2/webhooks/${key}`)).body;
  const becomes = (key: string, holds: (webhook: Record<string, unknown>) => boolean) =>
    eventually(() => shown(key), holds, 20_000);
  const tellsOf = (instances: readonly string[]) => (received: readonly Received[]) =>
    instances.map((instance) => typesOf(received.filter(({ event }) => event.data['processInstanceKey'] === instance)));

  it('tells its receiver in order what happens, by ids and codes, each request signed', async () => {
    await create();
    const instance = await assess();
    const received = await receives(4);
    expect(typesOf(received)).to.deep.equal(STORY);
    expect(received[3]?.event).to.deep.equal({
      type: 'instance.completed',
      timestamp: '2026-11-02T08:00:00.000Z',
      data: { processInstanceKey: instance, processDefinitionId: 'Assessment' },
    });
    for (const one of received) {
      expect(one.headers['content-type']).to.equal('application/json');
      expect(verifyWebhook(one, SECRET, clock.now())).to.equal(true);
      expect(verifyWebhook(one, NEW_SECRET, clock.now())).to.equal(false);
      expect(verifyWebhook({ ...one, body: `${one.body} ` }, SECRET, clock.now())).to.equal(false);
      expect(verifyWebhook(one, SECRET, clock.now() + 6 * 60_000)).to.equal(false);
      expect(one.body).not.to.match(/PATIENT-77|SECRET-NOTE|painScore/);
    }
    expect(new Set(idsOf(received)).size).to.equal(4);
  });

  it('is signed as the standard says: its published example is taken, and no other', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature':
        'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const body = '{"test": 2432232314}';
    expect(verifyWebhook({ headers, body }, SECRET, 1_614_265_330_000)).to.equal(true);
    const without = { ...headers, 'webhook-signature': headers['webhook-signature'].split(' ')[0] };
    expect(verifyWebhook({ headers: without, body }, SECRET, 1_614_265_330_000)).to.equal(false);
    expect(verifyWebhook({ headers: {}, body }, SECRET, 1_614_265_330_000)).to.equal(false);
  });

  it('sends only what is asked for', async () => {
    await create({ types: ['task.created', 'task.completed'], filter: { candidateGroup: 'ward' } });
    const other = await givenReceiver();
    await create({ url: other.url, filter: { processDefinitionId: 'Other' } });
    await assess();
    await assess();
    expect(typesOf(await receives(4))).to.deep.equal(STORY.slice(1, 3).concat(STORY.slice(1, 3)));
    expect(other.received).to.deep.equal([]);
    await other.stop();
  });

  it('tells a receiver that was down all it has missed, in order, when it is up again', async () => {
    const key = await create();
    receiver.answer = 503;
    const instances = [await assess(), await assess(), await assess()];
    await becomes(key, ({ attempts }) => attempts === 1);
    clock.advance(1500);
    await becomes(key, ({ attempts }) => attempts === 2);
    expect(await shown(key)).to.deep.include({ state: 'ACTIVE', lastFailure: 'HTTP_503' });
    receiver.answer = 200;
    clock.advance(HOUR);
    const received = await receives(12);
    expect(tellsOf(instances)(received)).to.deep.equal([STORY, STORY, STORY]);
    expect(new Set(idsOf(received)).size).to.equal(12);
    await becomes(key, ({ attempts, state }) => attempts === 0 && state === 'ACTIVE');
  });

  it('loses nothing and keeps the order across a restart of the server in the middle', async () => {
    await create();
    receiver.answer = 500;
    const before = await assess();
    receiver.answer = 204;
    clock.advance(HOUR);
    await receives(2);
    await server.restart();
    api = server.api;
    const after = await assess();
    clock.advance(HOUR);
    const received = await eventually(
      async () => receiver.received,
      (seen) => new Set(idsOf(seen)).size >= 8,
      20_000,
    );
    // at least once: the id tells what came again
    const once = received.filter(({ headers }, at) => idsOf(received).indexOf(headers['webhook-id']) === at);
    expect(tellsOf([before, after])(once)).to.deep.equal([STORY, STORY]);
  });

  it('whose receiver does not answer holds up neither other receivers nor those who work', async () => {
    const slow = await givenReceiver();
    slow.answer = 'hang';
    await create({ url: slow.url });
    await create();
    const instances = [await assess(), await assess()];
    expect(tellsOf(instances)(await receives(8))).to.deep.equal([STORY, STORY]);
    expect(slow.received).to.deep.equal([]);
    await slow.stop();
  });

  it('follows no redirect: whoever moves has to say so to a person', async () => {
    const elsewhere = await givenReceiver();
    receiver.answer = 307;
    receiver.headers['Location'] = elsewhere.url;
    const key = await create();
    await assess();
    await becomes(key, ({ lastFailure }) => lastFailure === 'HTTP_307');
    expect(elsewhere.received).to.deep.equal([]);
    await elsewhere.stop();
  });

  it('counts as failing after five failures in a row, is tried on ever more rarely, and by hand', async () => {
    const key = await create();
    await receiver.stop();
    await assess();
    for (let attempts = 1; attempts <= 5; attempts++) {
      const webhook = await becomes(key, (seen) => seen['attempts'] === attempts);
      const wait = Date.parse(String(webhook['nextAttemptDate'])) - clock.now();
      expect([wait, webhook['state'], webhook['lastFailure']]).to.deep.equal([
        1000 * 2 ** (attempts - 1),
        attempts < 5 ? 'ACTIVE' : 'FAILING',
        'CONNECTION_FAILED',
      ]);
      expect((await api.post(`/v2/webhooks/${key}/retry`)).status).to.equal(204);
    }
    expect(server.lines.filter((line) => line.includes('a webhook failed')).at(-1)).to.include(`"webhookKey":${key}`);
    receiver = await givenReceiver(Number(new URL(receiver.url).port));
    await api.post(`/v2/webhooks/${key}/retry`);
    expect(typesOf(await receives(4))).to.deep.equal(STORY);
    await becomes(key, ({ state, attempts }) => state === 'ACTIVE' && attempts === 0);
  });

  it('whose receiver wants no more is disabled, and goes on from there when a person enables it', async () => {
    const key = await create();
    receiver.answer = 410;
    await assess();
    await becomes(key, ({ state }) => state === 'DISABLED');
    receiver.answer = 204;
    await assess();
    expect((await api.put(`/v2/webhooks/${key}`, { url: receiver.url, enabled: true })).status).to.equal(204);
    expect(typesOf(await receives(8))).to.deep.equal([...STORY, ...STORY]);
  });

  it('is told to load anew where what it has missed is no longer kept', async () => {
    const key = await create({ enabled: false, types: ['task.completed'] });
    await assess();
    await assess();
    const db = new Database(`${server.data}/samlop.db`);
    db.prepare('DELETE FROM feed WHERE position < (SELECT max(position) FROM feed)').run();
    db.close();
    await api.put(`/v2/webhooks/${key}`, { url: receiver.url, types: ['task.completed'] });
    expect(typesOf(await receives(2))).to.deep.equal(['reset', 'task.completed']);
  });

  it('shows a secret that the server makes once, and none ever again', async () => {
    const headers = { 'Idempotency-Key': 'webhook-1' };
    const request = { url: receiver.url };
    const { body } = await api.post('/v2/webhooks', request, headers);
    expect(body.secret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await api.post('/v2/webhooks', request, headers);
    expect([again.status, again.body]).to.deep.equal([201, { webhookKey: body.webhookKey }]);
    await assess();
    const [one] = await receives(1);
    expect(one && verifyWebhook(one, body.secret, clock.now())).to.equal(true);
    const seen = JSON.stringify([await shown(body.webhookKey), (await api.get('/v2/webhooks')).body, server.lines]);
    expect(seen).not.to.include('whsec_').and.not.to.include(body.secret.slice(6));
    const db = new Database(`${server.data}/samlop.db`, { readonly: true });
    const kept = JSON.stringify(db.prepare('SELECT body FROM answer').all());
    db.close();
    expect(kept).not.to.include('whsec_');
  });

  it('is signed with both secrets for a day when its secret is replaced', async () => {
    const key = await create();
    expect((await api.post(`/v2/webhooks/${key}/secret`, { secret: NEW_SECRET })).body).to.deep.equal({
      webhookKey: key,
    });
    await assess();
    for (const one of await receives(4)) {
      for (const secret of [SECRET, NEW_SECRET]) expect(verifyWebhook(one, secret, clock.now())).to.equal(true);
    }
    clock.advance(25 * HOUR);
    await assess();
    const last = (await receives(8)).at(-1);
    expect([SECRET, NEW_SECRET].map((secret) => last && verifyWebhook(last, secret, clock.now()))).to.deep.equal([
      false,
      true,
    ]);
  });

  for (const url of [
    'http://example.org/hook',
    'http://10.0.0.1/hook',
    'http://169.254.169.254/latest/meta-data',
    'http://0.0.0.0:80/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost.example.org/',
    'http://127.0.0.1.example.org/',
    'http://localhost@example.org/',
    'http://person:word@localhost/',
    'ftp://localhost/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'localhost:4000',
    'hook',
  ]) {
    it(`cannot go to ${url}`, async () => {
      const { status, body } = await api.post('/v2/webhooks', { url });
      expect([status, body.code]).to.deep.equal([422, 'WEBHOOK_URL_NOT_ALLOWED']);
    });
  }

  it('may go to this machine by any of its own names', async () => {
    for (const host of ['localhost', '127.0.0.1', '127.1', '2130706433', '[::1]']) {
      expect((await api.post('/v2/webhooks', { url: `http://${host}:4000/`, enabled: false })).status, host).to.equal(
        201,
      );
    }
  });

  it('that is not there, or is asked for wrongly, is refused', async () => {
    for (const path of ['/v2/webhooks/999', '/v2/webhooks/x']) {
      expect((await api.get(path)).body.code).to.equal('WEBHOOK_NOT_FOUND');
      expect((await api.delete(path)).body.code).to.equal('WEBHOOK_NOT_FOUND');
    }
    for (const wrong of [{ secret: 'short' }, { types: ['task.eaten'] }, { types: [] }, { filter: { name: 'x' } }]) {
      expect((await api.post('/v2/webhooks', { url: receiver.url, ...wrong })).status).to.equal(400);
    }
  });

  it('hears nothing more once it is removed', async () => {
    const key = await create();
    await assess();
    await receives(4);
    expect((await api.delete(`/v2/webhooks/${key}`)).status).to.equal(204);
    const other = await givenReceiver();
    await create({ url: other.url });
    await assess();
    await receives(4, other);
    expect(receiver.received).to.have.length(4);
    await other.stop();
  });

  it('of a demo world is told of that world, by the time outside', async () => {
    const { body } = await api.post('/demo/worlds', { begins: '2026-11-02T10:00:00+01:00' });
    const world = apiAt(`${server.url}${body.baseUrl}`);
    await world.post('/v2/webhooks', { url: receiver.url, secret: SECRET });
    await assess(world);
    const received = await receives(4);
    expect(typesOf(received)).to.deep.equal(STORY);
    expect(Number(received[0]?.headers['webhook-timestamp'])).not.to.equal(Date.parse('2026-11-02T09:00:00Z') / 1000);
    await api.delete(body.baseUrl);
  });
});
