import { expect } from 'chai';

import { definitionsText, escapeXml, flow, path } from '../../helpers/bpmn-text.js';
import { costlyScripts } from '../../helpers/costly-scripts.js';
import { generateLinearModel } from '../../helpers/generated-model.js';
import { largeModels } from '../../helpers/large-models.js';
import { givenServer, type Answer, type TestServer } from '../given-server.js';

const process = (inner: string): string =>
  definitionsText(`<bpmn:process id="Burns" isExecutable="true">${inner}</bpmn:process>`);
const chain = (count: number): string =>
  process(
    `<bpmn:startEvent id="Start" />${Array.from({ length: count }, (_, index) => `<bpmn:task id="T${index}" />`).join('')}`,
  );
const nested = (depth: number): string =>
  process(
    `${Array.from({ length: depth }, (_, index) => `<bpmn:subProcess id="S${index}">`).join('')}${'</bpmn:subProcess>'.repeat(depth)}`,
  );
const conditioned = (expression: string): string =>
  process(
    `<bpmn:startEvent id="Start" /><bpmn:exclusiveGateway id="Choice" default="Flow_Else" /><bpmn:endEvent id="Yes" /><bpmn:endEvent id="Else" />
     ${flow('Start', 'Choice')}<bpmn:sequenceFlow id="Flow_Else" sourceRef="Choice" targetRef="Else" />
     <bpmn:sequenceFlow id="Flow_Yes" sourceRef="Choice" targetRef="Yes"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${expression}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
  );
const withForm = process(
  `<bpmn:startEvent id="Start" /><bpmn:userTask id="Task" pathway:form="f" /><bpmn:endEvent id="End" />${path('Start', 'Task', 'End')}`,
);
const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index} "${`&a${index === 0 ? '' : index - 1};`.repeat(10)}">`).join('')}]>`;

describe('A model that is made to burn time or memory', function () {
  this.timeout(60_000);
  let server: TestServer;
  const waits: number[] = [];

  before(async () => {
    server = await givenServer();
  });
  after(async () => {
    await server.stop();
    waits.sort((a, b) => a - b);
    // eslint-disable-next-line no-console
    console.log(
      `      (others waited at most ${waits.at(-1)?.toFixed(0)} ms, p99 ${waits[Math.floor(waits.length * 0.99)]?.toFixed(0)} ms)`,
    );
  });

  /** How many others were answered before the last answer came. */
  let answered = 0;
  /** The answer, and that others were answered meanwhile. */
  const whileOthersAsk = async (ask: () => Promise<Answer>): Promise<Answer> => {
    let done = false;
    answered = 0;
    const answer = ask().finally(() => (done = true));
    do {
      const began = performance.now();
      expect((await server.api.get('/v2/clock')).status).to.equal(200);
      waits.push(performance.now() - began);
      answered += 1;
    } while (!done);
    return answer;
  };
  const deploy = (bpmn: string, more: object = {}): Promise<Answer> =>
    whileOthersAsk(() => server.api.post('/v2/deployments', { name: 'burns', bpmn, ...more }));

  for (const [what, bpmn] of [
    ['entities that unfold', `${bomb}<x>&a8;</x>`],
    ['too many elements', chain(6000)],
    ['too many levels', nested(60)],
    ['very many levels', nested(20_000)],
    ['very many brackets', conditioned(`${'('.repeat(20_000)}true${')'.repeat(20_000)}`)],
    ['a range without end', conditioned('count(for i in 1..1000000000 return i) &gt; 0')],
    [
      'iterations within iterations',
      conditioned('count(for a in 1..9999, b in 1..9999, c in 1..9999 return a) &gt; 0'),
    ],
    ['a function of its own', conditioned('(function(f) f(f))(function(f) f(f))')],
    ['a very long condition', conditioned(Array.from({ length: 60_000 }, () => 'true').join(' and '))],
  ] as const) {
    it(`is refused: ${what}`, async () => {
      const { status, body } = await deploy(bpmn);
      expect([status, body.code], JSON.stringify(body).slice(0, 300)).to.deep.equal([422, 'MODEL_NOT_VALID']);
    });
  }

  it('is refused: more than two megabytes', async () => {
    expect((await deploy(chain(100_000))).body.code).to.equal('BODY_NOT_VALID');
  });

  for (const { what, ...model } of largeModels('large')) {
    it(`is accepted, and others are answered all the while: ${what}`, async () => {
      const { status, body } = await whileOthersAsk(() => server.api.post('/v2/deployments', { name: what, ...model }));
      expect(status, JSON.stringify(body).slice(0, 300)).to.equal(200);
      expect(answered).to.be.greaterThan(10);
    });
  }

  it('is stopped where checking it takes too long, and the next one is deployed', async () => {
    const impatient = await givenServer({ compiler: { time: 1 } });
    try {
      const post = (bpmn: string) => impatient.api.post('/v2/deployments', { name: 'burns', bpmn });
      const stopped = await post(generateLinearModel(2_000));
      expect([stopped.status, stopped.body.code]).to.deep.equal([422, 'MODEL_TOO_COSTLY']);
      expect((await post(process('<bpmn:startEvent id="Start" />'))).status).to.equal(200);
    } finally {
      await impatient.stop();
    }
  });

  it('is compiled again after a restart, and others are answered all the while', async () => {
    const bpmn = generateLinearModel(2_000).replace('Generert', 'Igjen');
    const deployed = await server.api.post('/v2/deployments', { name: 'again', bpmn });
    await server.restart();
    const key = deployed.body.deployments[0].processDefinition.processDefinitionKey as string;
    const { status } = await whileOthersAsk(() => server.api.get(`/v2/process-definitions/${key}`));
    expect(status).to.equal(200);
    expect(answered).to.be.greaterThan(10);
  });

  const started = async (bpmn: string, processDefinitionId: string, variables: object = {}): Promise<Answer> => {
    expect((await deploy(bpmn)).status).to.equal(200);
    return whileOthersAsk(() => server.api.post('/v2/process-instances', { processDefinitionId, variables }));
  };
  const incidentOf = async ({ body }: Answer) => {
    const filter = { processInstanceKey: body.processInstanceKey, state: 'ACTIVE' };
    return (await server.api.post('/v2/incidents/search', { filter })).body.items;
  };

  it('is stopped where it starts: a thousand scripts, each near the limit of one', async () => {
    const answer = await started(costlyScripts(1_000, 'burns'), 'Costly', { rounds: 1 });
    expect(answer.status).to.equal(201);
    const [incident, ...others] = await incidentOf(answer);
    expect(others).to.deep.equal([]);
    expect(incident).to.deep.include({ errorType: 'WORK_BUDGET_EXHAUSTED', elementId: 'Start' });
    expect(incident.details.elementId).to.match(/^Script_\d+$/);
  });

  it('loses nothing where it is stopped: it goes on once its data is mended', async () => {
    const answer = await started(costlyScripts(1_000, 'mended'), 'Costly', { rounds: 1 });
    const [{ incidentKey }] = await incidentOf(answer);
    const resolution = { action: 'retry', variables: { rounds: 0 } };
    const resolved = await whileOthersAsk(() => server.api.post(`/v2/incidents/${incidentKey}/resolution`, resolution));
    expect(resolved.status).to.equal(204);
    expect(await incidentOf(answer)).to.deep.equal([]);
    const instance = await server.api.get(`/v2/process-instances/${answer.body.processInstanceKey}`);
    expect(instance.body.state).to.equal('COMPLETED');
  });

  it('is stopped where it starts: a long text that is stored a thousand times', async () => {
    const script = (index: number): string =>
      `<bpmn:scriptTask id="T${index}" scriptFormat="feel" pathway:resultVariable="copy"><bpmn:script>text</bpmn:script></bpmn:scriptTask>`;
    const all = Array.from({ length: 1_000 }, (_, index) => index);
    const bpmn = process(
      `<bpmn:extensionElements><pathway:variables><pathway:variable name="text" type="string" /><pathway:variable name="copy" type="string" /></pathway:variables></bpmn:extensionElements>
       <bpmn:startEvent id="Start" />${all.map(script).join('')}${path('Start', ...all.map((index) => `T${index}`))}`,
    );
    const answer = await started(bpmn, 'Burns', { text: 'x'.repeat(900_000) });
    expect((await incidentOf(answer))[0]).to.deep.include({ errorType: 'WORK_BUDGET_EXHAUSTED' });
  });

  it('is refused: a variable that very many costly conditions are looked at for', async () => {
    const condition = escapeXml('some i in items, j in items satisfies i + j = -1');
    const events = Array.from({ length: 100 }, (_, index) => index).map(
      (index) =>
        `<bpmn:boundaryEvent id="B${index}" attachedToRef="Task"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:boundaryEvent>`,
    );
    const bpmn = process(
      `<bpmn:extensionElements><pathway:variables><pathway:variable name="items" type="list" /></pathway:variables></bpmn:extensionElements>
       <bpmn:startEvent id="Start" /><bpmn:userTask id="Task" />${events.join('')}<bpmn:endEvent id="End" />${path('Start', 'Task', 'End')}`,
    );
    const { body } = await started(bpmn, 'Burns');
    const variables = { items: Array.from({ length: 200 }, (_, index) => index) };
    const key = body.processInstanceKey as string;
    const refused = await whileOthersAsk(() => server.api.put(`/v2/process-instances/${key}/variables`, { variables }));
    expect([refused.status, refused.body.code, refused.body.details?.limit]).to.deep.equal([
      422,
      'LIMIT_EXCEEDED',
      'workBudget',
    ]);
  });

  it('is refused: timers that take very much to find out when they start it', async () => {
    const costly = escapeXml('=if (some i in 1..190, j in 1..190 satisfies i + j = -1) then now() else now()');
    const starts = Array.from({ length: 50 }, (_, index) => index).map(
      (index) =>
        `<bpmn:startEvent id="S${index}"><bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">${costly}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent>`,
    );
    const { status, body } = await deploy(process(starts.join('')));
    expect([status, body.code]).to.deep.equal([422, 'MODEL_TOO_COSTLY']);
  });

  const completeWith = async (schema: object, variables: object): Promise<Answer> => {
    const deployed = await deploy(withForm, { forms: { f: { type: 'object', ...schema } } });
    if (deployed.status !== 200) return deployed;
    const started = await server.api.post('/v2/process-instances', { processDefinitionId: 'Burns' });
    const { items } = (
      await server.api.post('/v2/user-tasks/search', {
        filter: { processInstanceKey: started.body.processInstanceKey },
      })
    ).body;
    return whileOthersAsk(() => server.api.post(`/v2/user-tasks/${items[0].userTaskKey}/completion`, { variables }));
  };

  it('is harmless: a pattern that other matchers never come back from', async () => {
    const { status, body } = await completeWith(
      { properties: { note: { type: 'string', pattern: '^(a+)+$' } } },
      { note: `${'a'.repeat(50_000)}!` },
    );
    expect([status, body.code]).to.deep.equal([422, 'FORM_NOT_VALID']);
  });

  const items = (schema: object) => ({ properties: { list: { type: 'array', ...schema } } });
  const many = (count: number): readonly object[] => Array.from({ length: count }, (_, index) => ({ index }));
  for (const [what, schema, variables] of [
    [
      'a pattern with very many steps on a long text',
      { properties: { note: { type: 'string', pattern: `${'(a?){100}'.repeat(5)}b$` } } },
      { note: 'a'.repeat(100_000) },
    ],
    ['items that are all compared with each other', items({ uniqueItems: true }), { list: many(20_000) }],
    [
      'very many alternatives for very many items',
      items({ items: { anyOf: Array.from({ length: 200 }, (_, index) => ({ required: [`field${index}`] })) } }),
      { list: many(20_000) },
    ],
  ] as const) {
    it(`is refused when it is filled in: ${what}`, async () => {
      const { status, body } = await completeWith(schema, variables);
      expect([status, body.code], JSON.stringify(body).slice(0, 300)).to.deep.equal([422, 'LIMIT_EXCEEDED']);
    });
  }

  it('is refused: a form that unfolds to more than can be checked', async () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `a${index}`,
        index === 0
          ? { type: 'string' }
          : { allOf: [{ $ref: `#/$defs/a${index - 1}` }, { $ref: `#/$defs/a${index - 1}` }] },
      ]),
    );
    const { status, body } = await completeWith(
      { $defs, properties: { note: { $ref: '#/$defs/a39' } } },
      { note: 'x' },
    );
    expect([status, body.code]).to.deep.equal([422, 'MODEL_NOT_VALID']);
  });

  it('is refused: a form that refers to itself', async () => {
    const loop = { $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } }, properties: { note: { $ref: '#/$defs/a' } } };
    expect((await completeWith(loop, { note: 'x' })).body.code).to.equal('MODEL_NOT_VALID');
  });
});
