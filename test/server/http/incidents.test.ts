import { expect } from 'chai';

import { flow, path, processText } from '../../helpers/bpmn-text.js';
import { apiAt, givenServer, type TestServer } from '../given-server.js';
import { deploy, start } from '../models.js';

const following = '<bpmn:userTask id="Task_After" name="Etterpå" /><bpmn:endEvent id="E" />';
const asExpression = 'xsi:type="bpmn:tFormalExpression"';
/** A process whose second element fails as long as `value` is not set. */
const failing = (activity: string, type: string, more = ''): string =>
  processText(
    `<bpmn:startEvent id="S" />${activity}${following}${more}${path('S', 'A')}${path('Task_After', 'E')}
     ${activity.includes('Gateway') ? '' : flow('A', 'Task_After')}`,
    { variables: { value: type } },
  );

/** One model for each kind of incident that a model can run into without anybody's doing. */
const kinds: Readonly<Record<string, { readonly bpmn: string; readonly mended: unknown; readonly begun?: object }>> = {
  CONDITION_NOT_BOOLEAN: {
    bpmn: failing(
      '<bpmn:exclusiveGateway id="A" default="A_E" />',
      'boolean',
      flow('A', 'Task_After', 'value') + flow('A', 'E'),
    ),
    mended: true,
  },
  NO_FLOW_TAKEN: {
    bpmn: failing(
      '<bpmn:exclusiveGateway id="A" />',
      'number',
      flow('A', 'Task_After', 'value = 1') + flow('A', 'E', 'value = 2'),
    ),
    mended: 1,
  },
  EXPRESSION_FAILED: {
    bpmn: failing(
      '<bpmn:scriptTask id="A" scriptFormat="feel" pathway:resultVariable="value"><bpmn:script>1 / value</bpmn:script></bpmn:scriptTask>',
      'number',
    ),
    begun: { value: 0 },
    mended: 2,
  },
  MAPPING_FAILED: {
    bpmn: failing(
      '<bpmn:userTask id="A"><bpmn:extensionElements><pathway:in source="1 / value" target="share" /></bpmn:extensionElements></bpmn:userTask>',
      'number',
    ),
    begun: { value: 0 },
    mended: 2,
  },
  INVALID_TIMER: {
    bpmn: failing(
      `<bpmn:intermediateCatchEvent id="A"><bpmn:timerEventDefinition><bpmn:timeDuration ${asExpression}>=value</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
      'string',
    ),
    mended: 'P1D',
  },
  INVALID_COLLECTION: {
    bpmn: failing(
      '<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics pathway:collection="value" pathway:inputItem="one" /></bpmn:userTask>',
      'Any',
    ),
    mended: ['a'],
  },
  CALLED_ELEMENT_NOT_FOUND: {
    bpmn: failing('<bpmn:callActivity id="A" calledElement="Nowhere" />', 'string'),
    mended: undefined,
  },
};

describe('An incident', function () {
  this.timeout(60_000);
  let server: TestServer;

  before(async () => {
    server = await givenServer();
  });
  after(() => server.stop());

  const search = async (filter: object) => (await server.api.post('/v2/incidents/search', { filter })).body.items;
  const resolve = (key: string, body: object) => server.api.post(`/v2/incidents/${key}/resolution`, body);
  const given = async (code: string): Promise<{ instance: string; incident: string }> => {
    await deploy(server.api, kinds[code]?.bpmn ?? '');
    const { begun } = kinds[code] ?? {};
    const instance = await start(server.api, 'P', begun && { variables: begun });
    const [incident] = await search({ processInstanceKey: instance });
    expect(incident, code).to.deep.include({
      errorType: code,
      elementId: 'A',
      state: 'ACTIVE',
      processDefinitionId: 'P',
    });
    return { instance, incident: incident.incidentKey };
  };
  const state = async (key: string) => (await server.api.get(`/v2/incidents/${key}`)).body;

  for (const [code, { mended }] of Object.entries(kinds)) {
    it(`${code} can be tried again, left out with a reason, and given a result`, async () => {
      const retried = await given(code);
      const retry = { action: 'retry', ...(mended !== undefined && { variables: { value: mended } }) };
      expect((await resolve(retried.incident, retry)).status).to.equal(204);
      expect(await state(retried.incident)).to.deep.include({ state: 'RESOLVED', resolution: 'retry' });
      const again = await search({ processInstanceKey: retried.instance, state: 'ACTIVE' });
      expect(again).to.have.length(mended === undefined ? 1 : 0);

      const skipped = await given(code);
      const without = await resolve(skipped.incident, { action: 'skip' });
      expect([without.status, without.body.code]).to.deep.equal([422, 'REASON_MISSING']);
      expect((await state(skipped.incident)).state).to.equal('ACTIVE');
      const flows = code === 'NO_FLOW_TAKEN' || code === 'CONDITION_NOT_BOOLEAN' ? { flows: ['A_Task_After'] } : {};
      const skip = { action: 'skip', reason: 'Avklart på telefon', ...flows };
      expect((await resolve(skipped.incident, skip)).status).to.equal(204);
      expect(await state(skipped.incident)).to.deep.include({ resolution: 'skip', reason: 'Avklart på telefon' });
      expect(await search({ processInstanceKey: skipped.instance, state: 'ACTIVE' })).to.deep.equal([]);

      const given3 = await given(code);
      expect((await resolve(given3.incident, { action: 'resolve', ...flows })).status).to.equal(204);
      expect(await state(given3.incident)).to.deep.include({ state: 'RESOLVED', resolution: 'resolve' });
    });
  }

  it('keeps the reason in the history, with who gave it and when, and never in the log', async () => {
    const { instance, incident } = await given('CALLED_ELEMENT_NOT_FOUND');
    await resolve(incident, { action: 'skip', reason: 'Pasienten ringte selv' });
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    const told = items.find((one: { type: string }) => one.type === 'IncidentReasonGiven');
    expect(told).to.deep.include({ incidentId: incident, reason: 'Pasienten ringte selv', by: 'ward-nurse' });
    expect(server.lines.join('\n')).not.to.contain('Pasienten');
  });

  it('is found by its process, its code, its element and the time since when it is open', async () => {
    const since = (await server.api.get('/v2/clock')).body.timestamp;
    const { incident } = await given('MAPPING_FAILED');
    const keys = async (filter: object) =>
      (await search(filter)).map((one: { incidentKey: string }) => one.incidentKey);
    const filter = { state: 'ACTIVE', processDefinitionId: 'P', errorType: 'MAPPING_FAILED', elementId: 'A', since };
    expect(await keys(filter)).to.deep.equal([incident]);
    expect(await keys({ ...filter, since: '2099-01-01T00:00:00Z' })).to.deep.equal([]);
    expect(await keys({ ...filter, processDefinitionId: 'Q' })).to.deep.equal([]);
    expect((await server.api.get('/v2/incidents/1:9999')).body.code).to.equal('INCIDENT_NOT_FOUND');
  });

  it('is resolved by one of two operators; the other is told who came first', async () => {
    const { incident } = await given('EXPRESSION_FAILED');
    const other = apiAt(server.url, 'ward-doctor');
    const retry = { action: 'retry', variables: { value: 2 } };
    const answers = await Promise.all([
      resolve(incident, retry),
      other.post(`/v2/incidents/${incident}/resolution`, retry),
    ]);
    const refused = answers.find(({ status }) => status === 409);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    expect(refused?.body.code).to.equal('INCIDENT_ALREADY_RESOLVED');
    expect(refused?.body.current).to.have.keys('resolution', 'resolvedBy', 'resolutionTime');
  });
});
