import Database from 'better-sqlite3';
import { expect } from 'chai';

import { apiAt, eventually, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';
import { givenReceiver, type Receiver } from '../webhook-receiver.js';

const HOUR = 3_600_000;
const reason = 'The receiver cannot store it';

interface Shown {
  readonly state: string;
  readonly attempts: number;
  readonly lastEventId: string;
  readonly refusedEventId?: string;
}

describe('An event that the receiver of a webhook refuses for ever', () => {
  const clock = testClock();
  let server: TestServer;
  let api: Api;
  let receiver: Receiver;
  let webhook: string;

  beforeEach(async () => {
    server = await givenServer({ clock });
    api = server.api;
    await deployAssessment(api);
    receiver = await givenReceiver();
    webhook = (await api.post('/v2/webhooks', { url: receiver.url })).body.webhookKey;
  });
  afterEach(async () => {
    await server.stop();
    await receiver.stop();
  });

  const shown = async (): Promise<Shown> => (await api.get(`/v2/webhooks/${webhook}`)).body;
  const becomes = (holds: (webhook: Shown) => boolean): Promise<Shown> => eventually(shown, holds, 20_000);
  const skip = (eventId: string | undefined, headers = {}, of = api) =>
    of.post(`/v2/webhooks/${webhook}/skip`, { eventId, reason }, headers);
  const skipped = async () => (await api.get(`/v2/webhooks/${webhook}/skipped-events`)).body.items;
  const types = () => receiver.received.map(({ event }) => event.type);
  const receives = (count: number) =>
    eventually(
      async () => types(),
      (told) => told.length >= count,
      20_000,
    );
  const complete = async (instance: string): Promise<void> => {
    const { Task_Assess: task } = await openTasks(api, instance);
    await api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 7 } });
  };
  const givenRefused = async (answer = 500): Promise<string> => {
    receiver.answer = answer;
    const instance = await start(api, 'Assessment');
    await becomes(({ attempts }) => attempts === 1);
    return instance;
  };

  it('is skipped by an operator with a reason: the receiver is told of what comes after it, and of no less', async () => {
    const instance = await givenRefused();
    const { lastEventId, refusedEventId } = await shown();
    expect(refusedEventId)
      .to.match(/^\d+-1$/)
      .and.not.to.equal(lastEventId);
    receiver.answer = 204;

    expect((await skip(refusedEventId)).status).to.equal(204);

    await complete(instance);
    expect(await receives(3)).to.deep.equal(['task.created', 'task.completed', 'instance.completed']);
    const after = await becomes(({ attempts, lastEventId: last }) => attempts === 0 && last !== refusedEventId);
    expect(after).not.to.have.property('refusedEventId');
  });

  it('stands in the list of what was skipped, with who, when, why and how it was refused; and in the audit', async () => {
    await givenRefused(422);
    const { refusedEventId } = await shown();
    receiver.answer = 204;
    await skip(refusedEventId, {}, apiAt(server.url, 'coordinator'));
    expect(await skipped()).to.deep.equal([
      {
        eventId: refusedEventId,
        reason,
        skippedDate: '2026-11-02T08:00:00.000Z',
        skippedBy: 'coordinator',
        lastFailure: 'HTTP_422',
        attempts: 1,
      },
    ]);
    const db = new Database(`${server.data}/samlop.db`, { readonly: true });
    const audit = db.prepare("SELECT by FROM audit WHERE action = 'SkipWebhookEvent'").all();
    db.close();
    expect(audit).to.deep.equal([{ by: 'coordinator' }]);
    expect(server.lines.join('\n')).not.to.include(reason);
  });

  it('is skipped once where two operators skip it: the second hears where the webhook is now', async () => {
    await givenRefused();
    const { refusedEventId = '' } = await shown();
    const answers = await Promise.all([
      skip(refusedEventId),
      skip(refusedEventId, {}, apiAt(server.url, 'ward-doctor')),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    const { body } = answers.find(({ status }) => status === 409) ?? {};
    expect(body).to.deep.include({ code: 'WEBHOOK_NOT_STUCK' });
    expect(body.current.lastEventId).to.equal(refusedEventId);
    // the next one is refused as well: it is another event
    const next = await becomes(({ attempts }) => attempts >= 1);
    expect(next.refusedEventId).to.equal(refusedEventId.replace('-1', '-2'));
    expect((await skip(refusedEventId)).body.code).to.equal('WEBHOOK_NOT_STUCK');
    expect(await skipped()).to.have.length(1);
  });

  it('is skipped once under one idempotency key, however often that is sent', async () => {
    await givenRefused();
    const { refusedEventId } = await shown();
    const headers = { 'Idempotency-Key': 'skip-1' };
    const [first, again] = [await skip(refusedEventId, headers), await skip(refusedEventId, headers)];
    expect([first.status, again.status, again.headers.get('Idempotency-Replayed')]).to.deep.equal([204, 204, 'true']);
    expect(await skipped()).to.have.length(1);
  });

  it('stays skipped although a request with it is under way meanwhile, and across a restart', async () => {
    await givenRefused();
    const { refusedEventId } = await shown();
    receiver.answer = 'hang';
    clock.advance(HOUR);
    await eventually(
      async () => receiver.asked,
      (asked) => asked >= 2,
      20_000,
    );
    await skip(refusedEventId);
    receiver.answer = 204;
    await server.restart();
    api = server.api;
    clock.advance(HOUR);
    expect(await receives(1)).to.deep.equal(['task.created']);
    expect(await skipped()).to.have.length(1);
  });

  it('is skipped also where the refusal has disabled the webhook, which a person enables afterwards', async () => {
    const instance = await givenRefused(410);
    const { refusedEventId } = await becomes(({ state }) => state === 'DISABLED');
    expect((await skip(refusedEventId)).status).to.equal(204);
    expect((await shown()).state).to.equal('DISABLED');
    receiver.answer = 204;
    await api.put(`/v2/webhooks/${webhook}`, { url: receiver.url });
    await complete(instance);
    expect(await receives(3)).to.deep.equal(['task.created', 'task.completed', 'instance.completed']);
  });

  it('is not skipped without a reason, nor where nothing is refused, nor when it is another one', async () => {
    const body = { eventId: '1-1', reason };
    const refusal = async (more: object): Promise<unknown> => {
      const answer = await api.post(`/v2/webhooks/${webhook}/skip`, { ...body, ...more });
      return [answer.status, answer.body.code];
    };
    expect(await refusal({})).to.deep.equal([409, 'WEBHOOK_NOT_STUCK']);
    await givenRefused();
    const { refusedEventId } = await shown();
    for (const eventId of ['0', '0-1', '999-1', `${refusedEventId}1`])
      expect(await refusal({ eventId }), eventId).to.deep.equal([409, 'WEBHOOK_NOT_STUCK']);
    for (const wrong of [{ reason: ' ' }, { reason: undefined }, { eventId: undefined }, { eventId: 'x' }])
      expect(await refusal({ eventId: refusedEventId, ...wrong })).to.deep.equal([400, 'BODY_NOT_VALID']);
    expect((await api.post('/v2/webhooks/999/skip', body)).body.code).to.equal('WEBHOOK_NOT_FOUND');
    expect((await api.get('/v2/webhooks/999/skipped-events')).body.code).to.equal('WEBHOOK_NOT_FOUND');
    expect(await skipped()).to.deep.equal([]);
  });
});
