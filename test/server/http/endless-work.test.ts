import { expect } from 'chai';

import { definitionsText, flow, path } from '../../helpers/bpmn-text.js';
import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, openTasks, start } from '../models.js';

const LINKS = 500;

/** Is started by a message, and ends by sending it again. */
const pings = definitionsText(
  `<bpmn:message id="Message_Ping" name="Ping" />
   <bpmn:process id="Pings" isExecutable="true">
     <bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="Start_Message" messageRef="Message_Ping" /></bpmn:startEvent>
     <bpmn:endEvent id="Again"><bpmn:messageEventDefinition id="Again_Message" messageRef="Message_Ping" /></bpmn:endEvent>
     ${flow('Start', 'Again')}
   </bpmn:process>`,
);

/** The same with a signal. */
const alarms = definitionsText(
  `<bpmn:signal id="Signal_Echo" name="Echo" />
   <bpmn:process id="Echoes" isExecutable="true">
     <bpmn:startEvent id="Start"><bpmn:signalEventDefinition id="Start_Signal" signalRef="Signal_Echo" /></bpmn:startEvent>
     <bpmn:endEvent id="Again"><bpmn:signalEventDefinition id="Again_Signal" signalRef="Signal_Echo" /></bpmn:endEvent>
     ${flow('Start', 'Again')}
   </bpmn:process>`,
);

/** Waits for no time at all, again and again. */
const spins = definitionsText(
  `<bpmn:process id="Spins" isExecutable="true">
     <bpmn:startEvent id="Start" /><bpmn:exclusiveGateway id="Again" />
     <bpmn:intermediateCatchEvent id="Wait"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT0S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
     ${path('Start', 'Again', 'Wait')} ${flow('Wait', 'Again')}
   </bpmn:process>`,
);

describe('Work that never ends', function () {
  this.timeout(120_000);
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    for (const model of [pings, alarms, spins]) await deploy(server.api, model);
    await deployAssessment(server.api);
  });
  after(() => server.stop());

  const count = async (processDefinitionId: string): Promise<number> =>
    (
      await server.api.post('/v2/process-instances/search', {
        filter: { processDefinitionId },
        page: { limit: 1000 },
      })
    ).body.items.length;
  const completesTask = async (): Promise<void> => {
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const { status } = await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } });
    expect(status).to.equal(204);
  };

  it('by a message that a process starts itself with is set aside, while people go on', async () => {
    const refused = async () =>
      (await server.api.post('/v2/messages/search', { filter: { state: 'REFUSED', name: 'Ping' } })).body.items;
    await server.api.post('/v2/messages/publication', { name: 'Ping' });
    await completesTask();
    const [one] = await eventually(refused, (found) => found.length > 0, 60_000);
    expect(one.errorType).to.equal('CHAIN_TOO_LONG');
    expect(await count('Pings')).to.equal(LINKS + 1);
    await server.api.post(`/v2/messages/${one.messageKey}/resolution`, { action: 'discard', reason: 'A loop' });
    expect(await refused()).to.deep.equal([]);
  });

  it('by a signal is set aside too', async () => {
    const refused = async () =>
      (await server.api.post('/v2/signal-deliveries/search', { filter: { state: 'REFUSED' } })).body.items;
    await server.api.post('/v2/signals/broadcast', { signalName: 'Echo' });
    await completesTask();
    const [one] = await eventually(refused, (found) => found.length > 0, 60_000);
    expect(one).to.deep.include({ signalName: 'Echo', errorType: 'CHAIN_TOO_LONG', processDefinitionId: 'Echoes' });
    expect(await count('Echoes')).to.equal(LINKS + 1);
  });

  it('by timers that are due at once is slowed down to once a minute', async () => {
    const instance = await start(server.api, 'Spins');
    const fired = async (): Promise<number> =>
      (await server.api.get(`/v2/process-instances/${instance}/history`)).body.items.filter(
        (one: { type: string }) => one.type === 'TimerFired',
      ).length;
    await completesTask();
    const before = await eventually(fired, (times) => times >= LINKS, 60_000);
    expect(before).to.equal(LINKS);
    clock.advance(60_000);
    await completesTask();
    await eventually(fired, (times) => times === LINKS + 1, 10_000);
    expect(server.lines.some((line) => line.includes('CHAIN_TOO_LONG') && line.includes('slowed down'))).to.equal(true);
  });
});
