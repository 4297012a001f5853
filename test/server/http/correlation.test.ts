import { expect } from 'chai';

import { definitionsText, path } from '../../helpers/bpmn-text.js';
import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deploy, openTasks, quiet, start, startedByMessage, waitsForMessage } from '../models.js';

/** Another process that waits for the same answer. */
const waitsToo = waitsForMessage.replaceAll('"Waits"', '"WaitsToo"').replaceAll('Task_After', 'Task_Too');

/** Takes an alarm with a time that has to be one. */
const strict = definitionsText(
  `<bpmn:signal id="Signal_Round" name="Round" />
   <bpmn:process id="Strict" isExecutable="true">
     <bpmn:extensionElements><pathway:variables><pathway:variable name="at" type="dateTime" /></pathway:variables></bpmn:extensionElements>
     <bpmn:startEvent id="Start" />
     <bpmn:intermediateCatchEvent id="Catch"><bpmn:signalEventDefinition id="Catch_Signal" signalRef="Signal_Round" /></bpmn:intermediateCatchEvent>
     <bpmn:userTask id="Task_Strict" /><bpmn:endEvent id="Done" />
     ${path('Start', 'Catch', 'Task_Strict', 'Done')}
   </bpmn:process>
   <bpmn:process id="Lenient" isExecutable="true">
     <bpmn:extensionElements><pathway:variables><pathway:variable name="at" type="string" /></pathway:variables></bpmn:extensionElements>
     <bpmn:startEvent id="Start_L" />
     <bpmn:intermediateCatchEvent id="Catch_L"><bpmn:signalEventDefinition id="Catch_L_Signal" signalRef="Signal_Round" /></bpmn:intermediateCatchEvent>
     <bpmn:userTask id="Task_Lenient" /><bpmn:endEvent id="Done_L" />
     ${path('Start_L', 'Catch_L', 'Task_Lenient', 'Done_L')}
   </bpmn:process>`,
);

describe('Correlating a message at once', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    for (const model of [waitsForMessage, waitsToo, startedByMessage]) await deploy(server.api, model);
  });
  after(() => server.stop());

  const correlate = (body: object, headers = {}) => server.api.post('/v2/messages/correlation', body, headers);
  const subscriptions = async (filter: object) =>
    (await server.api.post('/v2/message-subscriptions/search', { filter })).body.items;

  it('answers with the instance that has taken it', async () => {
    const instance = await start(server.api, 'Waits', { businessKey: 'one' });
    const [waiting] = await subscriptions({ correlationKey: 'one' });
    expect(waiting).to.deep.include({
      ...{ messageSubscriptionState: 'CREATED', messageName: 'Answer', elementId: 'Catch' },
      ...{ processInstanceKey: instance, processDefinitionId: 'Waits' },
    });
    const { status, body } = await correlate({ name: 'Answer', correlationKey: 'one', variables: { answer: 'yes' } });
    expect([status, body.processInstanceKey]).to.deep.equal([200, instance]);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_After']);
    expect(await subscriptions({ correlationKey: 'one' })).to.deep.equal([]);
  });

  it('is refused when nobody waits for it, and kept for nobody', async () => {
    const { status, body } = await correlate({ name: 'Answer', correlationKey: 'nobody' });
    expect([status, body.code]).to.deep.equal([404, 'MESSAGE_NOT_AWAITED']);
    const later = await start(server.api, 'Waits', { businessKey: 'nobody' });
    await quiet(server.api);
    expect(await openTasks(server.api, later)).to.deep.equal({});
  });

  it('reaches each process that waits for it once', async () => {
    const both = [
      await start(server.api, 'Waits', { businessKey: 'two' }),
      await start(server.api, 'WaitsToo', { businessKey: 'two' }),
    ];
    const second = await start(server.api, 'Waits', { businessKey: 'two' });
    expect(both).to.include((await correlate({ name: 'Answer', correlationKey: 'two' })).body.processInstanceKey);
    for (const instance of both)
      await eventually(
        () => openTasks(server.api, instance),
        (open) => Object.keys(open).length === 1,
      );
    await quiet(server.api);
    expect(await openTasks(server.api, second)).to.deep.equal({});
  });

  it('starts the process that begins with it, and answers with the new instance', async () => {
    const { body } = await correlate({ name: 'Admitted', correlationKey: 'new', variables: { ward: 'A' } });
    const { body: started } = await server.api.get(`/v2/process-instances/${body.processInstanceKey}`);
    expect(started).to.deep.include({ processDefinitionId: 'Receiver', businessKey: 'new' });
  });

  it('takes effect once under one idempotency key', async () => {
    const first = await start(server.api, 'Waits', { businessKey: 'again' });
    const second = await start(server.api, 'Waits', { businessKey: 'again' });
    const ask = () => correlate({ name: 'Answer', correlationKey: 'again' }, { 'Idempotency-Key': 'correlate-1' });
    const answers = [await ask(), await ask()];
    expect(answers[1]?.body).to.deep.equal(answers[0]?.body);
    expect(answers[0]?.body.processInstanceKey).to.equal(first);
    expect(await openTasks(server.api, second)).to.deep.equal({});
  });
});

describe('A signal with values that one of its receivers refuses', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deploy(server.api, strict);
  });
  after(() => server.stop());

  const search = async (filter: object) =>
    (await server.api.post('/v2/signal-deliveries/search', { filter })).body.items;

  it('is set aside there, told once, and reaches the others; an operator tries it again or throws it away', async () => {
    const [refuses, takes] = [await start(server.api, 'Strict'), await start(server.api, 'Lenient')];
    await server.api.post('/v2/signals/broadcast', { signalName: 'Round', variables: { at: 'yesterday' } });
    await eventually(
      () => openTasks(server.api, takes),
      (open) => 'Task_Lenient' in open,
    );
    const [refused] = await eventually(
      () => search({ state: 'REFUSED' }),
      (found) => found.length > 0,
    );
    expect(refused).to.deep.include({
      ...{ signalName: 'Round', processInstanceKey: refuses, errorType: 'VALUE_NOT_ALLOWED' },
    });
    const { body: metrics } = await server.api.get('/metrics');
    expect(metrics, 'what is set aside is not on its way').to.match(/^samlop_signals_pending 0$/m);
    expect(metrics, 'and somebody is told').to.match(/^samlop_signals_refused [1-9]/m);
    await server.restart();
    await quiet(server.api);
    const told = () => server.lines.filter((line) => line.includes('a signal was refused'));
    expect(told()).to.have.length(1);
    expect(told()[0]).not.to.contain('yesterday');

    const resolve = (body: object) =>
      server.api.post(`/v2/signal-deliveries/${refused.signalDeliveryKey}/resolution`, body);
    expect((await resolve({ action: 'retry' })).status).to.equal(204);
    await eventually(
      async () => told().length,
      (times) => times === 2,
    );
    expect((await resolve({ action: 'discard' })).body.code).to.equal('REASON_MISSING');
    expect((await resolve({ action: 'discard', reason: 'No such time' })).status).to.equal(204);
    const again = await resolve({ action: 'discard', reason: 'No such time' });
    expect([again.status, again.body.code]).to.deep.equal([409, 'NOT_SET_ASIDE']);
    expect(await search({ processInstanceKey: refuses, state: 'DISCARDED' })).to.have.length(1);
    expect((await server.api.get(`/v2/process-instances/${refuses}`)).body.state).to.equal('ACTIVE');
  });
});
