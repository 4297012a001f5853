import { expect } from 'chai';

import { createEnvironment, EngineError, keyInMessage, step } from '../../../../engine/index.js';
import type { Command, InstanceState } from '../../../../engine/index.js';
import { around, escapeXml, flow, path, processText } from '../../../helpers/bpmn-text.js';
import { bpmnText, given } from '../../../helpers/given.js';

/** Some ten thousand steps. */
const ROUNDS = 'count(for i in 1..1000 return i * n)';
const COSTLY = `${ROUNDS} > 0`;
const VARIABLES = { n: 'number', s: 'string', b: 'boolean', items: 'list', out: 'list', more: 'context' };
const limits = { workBudget: 8_000 };

const feel = (name: string, expression: string): string =>
  `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${escapeXml(expression)}</bpmn:${name}>`;
const script = (id: string, expression: string, result = 'b', inner = ''): string =>
  `<bpmn:scriptTask id="${id}" scriptFormat="feel" pathway:resultVariable="${result}">${inner}<bpmn:script>${escapeXml(expression)}</bpmn:script></bpmn:scriptTask>`;
const scripts = (count: number, expression: (index: number) => string, result = 'b'): string =>
  ids(count)
    .map((id, index) => script(id, expression(index), result))
    .join('\n');
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `A${index}`);
const mapped = (mappings: string): string =>
  `<bpmn:task id="A"><bpmn:extensionElements>${mappings}</bpmn:extensionElements></bpmn:task>`;
const looped = (loop: string, type = 'task'): string => `<bpmn:${type} id="A">${loop}</bpmn:${type}>`;
const timed = (duration: string): string =>
  `<bpmn:timerEventDefinition>${feel('timeDuration', duration)}</bpmn:timerEventDefinition>`;
const caught = (definition: string): string =>
  `<bpmn:intermediateCatchEvent id="A">${definition}</bpmn:intermediateCatchEvent>`;
const message = (key: string): string => `<bpmn:message id="M" name="M" pathway:correlationKey="${escapeXml(key)}" />`;
const decision = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="D" namespace="urn:samlop:test"><decision id="d" name="d">
<decisionTable id="T" hitPolicy="FIRST"><input id="I"><inputExpression id="X" typeRef="number"><text>n</text></inputExpression></input><output id="O" name="o" />
${Array.from({ length: 1_000 }, (_, index) => `<rule id="R${index}"><inputEntry id="E${index}"><text>${index} + 5</text></inputEntry><outputEntry id="P${index}"><text>${index}</text></outputEntry></rule>`).join('')}
</decisionTable></decision></definitions>`;

/** Every place of a model where something is worked out, made costly: element `A`, between start and end. */
const PLACES: Readonly<Record<string, { readonly activity: string; readonly roots?: string }>> = {
  'a script': { activity: script('A', COSTLY) },
  'a condition of a gateway': {
    activity: `<bpmn:exclusiveGateway id="A" default="A_E" /><bpmn:endEvent id="E2" />${flow('A', 'E2', COSTLY)}`,
  },
  'what goes into a task': { activity: mapped(`<pathway:in source="${escapeXml(COSTLY)}" target="l" />`) },
  'what comes out of a task': { activity: mapped(`<pathway:out source="${escapeXml(COSTLY)}" target="b" />`) },
  'when a timer is due': { activity: caught(timed(`=duration("P" + string(${ROUNDS}) + "D")`)) },
  'the key of a message that is waited for': {
    activity: caught('<bpmn:messageEventDefinition messageRef="M" />'),
    roots: message(`string(${ROUNDS})`),
  },
  'the key of a message that is thrown': {
    activity:
      '<bpmn:intermediateThrowEvent id="A"><bpmn:messageEventDefinition messageRef="M" /></bpmn:intermediateThrowEvent>',
    roots: message(`string(${ROUNDS})`),
  },
  'a conditional event': {
    activity: caught(
      `<bpmn:conditionalEventDefinition>${feel('condition', `${ROUNDS} < 0`)}</bpmn:conditionalEventDefinition>`,
    ),
  },
  'the condition of a loop': {
    activity: looped(
      `<bpmn:standardLoopCharacteristics>${feel('loopCondition', `${ROUNDS} < 0`)}</bpmn:standardLoopCharacteristics>`,
    ),
  },
  'how many instances an activity has': {
    activity: looped(
      `<bpmn:multiInstanceLoopCharacteristics>${feel('loopCardinality', `${ROUNDS} / 1000`)}</bpmn:multiInstanceLoopCharacteristics>`,
    ),
  },
  'for what an activity is repeated': {
    activity: looped(
      `<bpmn:multiInstanceLoopCharacteristics pathway:collection="${escapeXml('for i in 1..900 return i * n')}" pathway:inputItem="one" />`,
    ),
  },
  'a decision': { activity: '<bpmn:businessRuleTask id="A" pathway:decision="d" pathway:resultVariable="b2" />' },
};

describe('The work of one command', () => {
  const burning = (count: number) =>
    processText(
      `<bpmn:startEvent id="S" />${scripts(count, (index) => `count(items[item > ${index}]) > 0`)}<bpmn:userTask id="Task_After" />
      ${path('S', ...ids(count), 'Task_After')}`,
      { variables: VARIABLES },
    );
  const many = Array.from({ length: 1_000 }, (_, index) => index);

  it('is bounded: what asks for too much of it is rolled back, and becomes an incident where it was set off', async () => {
    const world = await given(burning(20)).started({ variables: { items: many }, limits: { workBudget: 100_000 } });

    expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    expect(world.incidentElements()).to.deep.equal(['S']);
    expect(world.completed()).to.deep.equal([]);
    expect(world.variable('b')).to.equal(undefined);
  });

  it('ends at an element that the incident names', async () => {
    const world = await given(burning(20)).started({ variables: { items: many }, limits: { workBudget: 100_000 } });
    const [incident] = world.state().incidents;

    expect(ids(20).slice(5)).to.include(incident?.details?.['elementId']);
  });

  it('is counted anew for the next one: it goes on from there once the data is mended', async () => {
    const world = await given(burning(20)).started({ variables: { items: many }, limits: { workBudget: 100_000 } });

    world.set({ items: [1, 2] }).resolve('S', 'retry');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_After']);
  });

  it('loses nothing of what was answered', async () => {
    const model = processText(
      `<bpmn:startEvent id="S" /><bpmn:userTask id="Task_Begin" />${scripts(20, () => 'count(items[item > 1]) > 0')}
      ${path('S', 'Task_Begin', ...ids(20))}`,
      { variables: VARIABLES },
    );
    const world = await given(model).started({ variables: { items: many }, limits: { workBudget: 100_000 } });

    world.complete('Task_Begin', { s: 'answered' });

    expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    expect(world.variable('s')).to.equal('answered');
    expect(world.events('TaskCompleted')).to.have.length(1);
    expect(world.open()).to.deep.equal([]);
  });

  it('leaves an expression that alone is too costly to itself, and lets all others go on', async () => {
    const model = processText(
      `<bpmn:startEvent id="S" />${script('A', 'some i in items, j in items satisfies i + j < 0')}<bpmn:userTask id="Task_Beside" />
      ${flow('S', 'A')}${flow('S', 'Task_Beside')}`,
      { variables: VARIABLES },
    );
    const world = await given(model).started({ variables: { items: Array.from({ length: 5_000 }, () => 1) } });

    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED']);
    expect(world.incidentElements()).to.deep.equal(['A']);
    expect(world.open()).to.deep.equal(['Task_Beside']);
  });

  describe('counts', () => {
    for (const [what, { activity, roots = '' }] of Object.entries(PLACES)) {
      it(what, async () => {
        const model = given(around(activity, { variables: VARIABLES, roots }));
        const options = { variables: { n: 1 }, decisions: [decision] };

        expect((await model.started({ ...options, limits })).incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
        expect((await model.started(options)).incidents(), 'and there is enough of it').to.deep.equal([]);
      });
    }

    it('the condition by which a complex gateway or an ad-hoc sub-process is done', async () => {
      const gateway = processText(
        `<bpmn:startEvent id="S" /><bpmn:complexGateway id="G">${feel('activationCondition', COSTLY)}</bpmn:complexGateway><bpmn:endEvent id="E" />${path('S', 'G', 'E')}`,
        { variables: VARIABLES },
      );
      const adHoc = around(
        `<bpmn:adHocSubProcess id="A"><bpmn:userTask id="T" />${feel('completionCondition', COSTLY)}</bpmn:adHocSubProcess>`,
        { variables: VARIABLES },
      );
      expect((await given(gateway).started({ variables: { n: 1 }, limits })).incidents()).to.deep.equal([
        'WORK_BUDGET_EXHAUSTED',
      ]);
      const world = await given(adHoc).started({ variables: { n: 1 }, limits });
      expect(world.startAdHocActivity('T').complete('T').incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });

    it('whether enough instances of an activity are done', async () => {
      const model = around(
        looped(
          `<bpmn:multiInstanceLoopCharacteristics>${feel('loopCardinality', '2')}${feel('completionCondition', `${ROUNDS} < 0`)}</bpmn:multiInstanceLoopCharacteristics>`,
          'userTask',
        ),
        { variables: VARIABLES },
      );
      const world = await given(model).started({ variables: { n: 1 }, limits });
      expect(world.complete('A').incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });

    it('expressions that fail', async () => {
      const failing = `<bpmn:userTask id="A" />${ids(400)
        .map(
          (id) =>
            `<bpmn:boundaryEvent id="${id}" attachedToRef="A"><bpmn:conditionalEventDefinition>${feel('condition', '1 / n > 1')}</bpmn:conditionalEventDefinition></bpmn:boundaryEvent>`,
        )
        .join('')}`;
      const world = await given(around(failing, { variables: VARIABLES })).started({
        variables: { n: 0 },
        limits: { workBudget: 100_000 },
      });
      expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });

    it('what events tell: a long text that is stored again and again', async () => {
      const model = processText(`<bpmn:startEvent id="S" />${scripts(50, () => 's', 'text')}${path('S', ...ids(50))}`, {
        variables: { ...VARIABLES, text: 'string' },
      });
      const world = await given(model).started({ variables: { s: 'x'.repeat(500_000) } });
      expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });

    it('variables that are copied to change one of them, and entries of a context', async () => {
      const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`v${index}`, index]));
      const model = (activities: string) =>
        given(processText(`<bpmn:startEvent id="S" />${activities}${path('S', ...ids(20))}`, { variables: VARIABLES }));
      const world = await model(scripts(20, () => 'true')).started({ variables: wide });
      expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
      const tasks = ids(20).map((id) => mapped('<pathway:out source="1" target="more.x" />').replace('"A"', `"${id}"`));
      const other = await model(tasks.join('')).started({ variables: { more: wide } });
      expect(other.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });

    it('what is begun to be waited for, in a loop without end', async () => {
      const events = ids(400).map(
        (id) => `<bpmn:boundaryEvent id="${id}" attachedToRef="T">${timed('P1D')}</bpmn:boundaryEvent>`,
      );
      const model = processText(
        `<bpmn:startEvent id="S" /><bpmn:exclusiveGateway id="G" /><bpmn:task id="T" />${events.join('')}${path('S', 'G', 'T', 'G')}`,
      );
      const world = await given(model).started();
      expect(world.incidents()).to.deep.equal(['WORK_BUDGET_EXHAUSTED']);
    });
  });

  describe('is enough for', () => {
    const repeated = (attributes: string): string =>
      `<bpmn:multiInstanceLoopCharacteristics ${attributes} pathway:collection="items" pathway:inputItem="one" pathway:outputCollection="out" pathway:outputItem="b" />`;
    const people = Array.from({ length: 1_000 }, (_, index) => ({
      name: `Person ${index}`,
      age: index % 100,
      dose: '0.50',
    }));

    for (const [how, attributes] of [
      ['at once', ''],
      ['one after the other', 'isSequential="true"'],
    ] as const) {
      it(`a thousand instances of an activity, ${how}, with an expression each`, async () => {
        const expression = 'one.age >= 65 and contains(lower case(one.name), "5") or today() > date("2026-01-01")';
        const model = around(script('A', expression, 'b', repeated(attributes)), { variables: VARIABLES });
        const world = await given(model).started({ variables: { items: people } });
        expect(world.incidents()).to.deep.equal([]);
        expect(world.variable('out')).to.have.length(1_000);
      });
    }

    it('a decision of a thousand rules in each of a hundred instances', async () => {
      const task = `<bpmn:businessRuleTask id="A" pathway:decision="d" pathway:resultVariable="b">${repeated('')}</bpmn:businessRuleTask>`;
      const world = await given(around(task, { variables: VARIABLES })).started({
        variables: { items: people.slice(0, 100), n: 105 },
        decisions: [decision],
      });
      expect(world.variable('out')).to.deep.equal(Array.from({ length: 100 }, () => 100));
    });

    it('a process with a timer in each of a thousand instances, and for its end', async () => {
      const inner = `<bpmn:startEvent id="S2" /><bpmn:userTask id="T" /><bpmn:boundaryEvent id="B" attachedToRef="T">${timed('=now() + duration("P3D") - now()')}</bpmn:boundaryEvent>${flow('S2', 'T')}`;
      const model = processText(
        `<bpmn:startEvent id="S" /><bpmn:userTask id="W" /><bpmn:subProcess id="A">${repeated('')}${inner}</bpmn:subProcess><bpmn:endEvent id="E"><bpmn:terminateEventDefinition /></bpmn:endEvent>
         ${flow('S', 'A')}${path('S', 'W', 'E')}`,
        { variables: VARIABLES },
      );
      const world = await given(model).started({ variables: { items: people } });
      expect(world.incidents()).to.deep.equal([]);
      expect(world.timers()).to.have.length(1_000);
      expect(world.complete('W').status()).to.equal('completed');
    });
  });

  describe('is refused as a whole where it is the command itself that asks for it', () => {
    const watching = around(
      `<bpmn:userTask id="A" />${ids(10)
        .map(
          (id) =>
            `<bpmn:boundaryEvent id="${id}" attachedToRef="A"><bpmn:conditionalEventDefinition>${feel('condition', 'count(items[item < 0]) > 0')}</bpmn:conditionalEventDefinition></bpmn:boundaryEvent>`,
        )
        .join('')}`,
      { variables: VARIABLES },
    );

    it('by what listens to a variable that is set', async () => {
      const world = await given(watching).started({ limits: { workBudget: 50_000 } });

      expect(world.refusal(() => world.set({ items: many }))).to.equal('LIMIT_EXCEEDED');
      expect(world.set({ items: [1] }).variable('items')).to.deep.equal([1]);
    });

    it('with the limit and the element in its details', async () => {
      const world = await given(watching).started({ limits: { workBudget: 50_000 } });
      let details: unknown;
      try {
        world.set({ items: many });
      } catch (error) {
        details = error instanceof EngineError && error.details;
      }
      expect(details).to.have.property('limit', 'workBudget');
      expect(details).to.have.property('elementId').that.is.oneOf(ids(10));
    });

    it('by the key that an instance finds in its data', async () => {
      const model = around('<bpmn:userTask id="A" />', {
        variables: VARIABLES,
        attributes: `pathway:businessKey="${escapeXml(`string(${ROUNDS})`)}"`,
      });
      const world = await given(model).deployed({ limits });
      expect(world.refusal(() => world.start('P', { variables: { n: 1 } }))).to.equal('LIMIT_EXCEEDED');
    });

    it('but never where an instance is ended or put on hold', async () => {
      const model = given(
        around(
          looped(
            `<bpmn:multiInstanceLoopCharacteristics>${feel('loopCardinality', '500')}</bpmn:multiInstanceLoopCharacteristics>`,
            'userTask',
          ),
        ),
      );
      const environment = createEnvironment(await model.compiled());
      const state = (await model.started()).state();
      const poor: typeof environment = { ...environment, limits: { ...environment.limits, workBudget: 0 } };
      const now = 0;
      expect(step(poor, state, { type: 'SuspendInstance', reason: 'x', now }).state.suspended).to.equal(true);
      expect(step(poor, state, { type: 'CancelInstance', reason: 'x', now }).state.status).to.equal('cancelled');
    });
  });

  it('is counted alike each time, wherever the command is carried out', async () => {
    const model = await given(
      processText(
        `<bpmn:startEvent id="S" />${scripts(30, (index) => `now() + duration("P${index}D") > now() and matches("a", "a" + string(${index}))`)}${path('S', ...ids(30))}`,
        { variables: VARIABLES },
      ),
    ).compiled();
    const command: Command = { type: 'StartInstance', instanceId: 'i', process: 'P', now: Date.UTC(2031, 4, 5) };
    const outcomes = (workBudget: number): readonly InstanceState[] =>
      [1, 2].map(() => step(createEnvironment(model, [], { workBudget }), null, command).state);

    for (const workBudget of [3_000, 10_000, 30_000, 60_000]) {
      const [first, second] = outcomes(workBudget);
      expect(first, `${workBudget}`).to.deep.equal(second);
    }
    expect(outcomes(3_000)[0]?.incidents).to.have.length(1);
  });

  it('is named by the key of an environment only where it is another than usual: saved instances keep theirs', async () => {
    const model = await given(around('<bpmn:userTask id="A" />')).compiled();
    const usual = createEnvironment(model);

    expect(createEnvironment(model, [], { workBudget: usual.limits.workBudget }).key).to.equal(usual.key);
    expect(createEnvironment(model, [], { workBudget: 5 }).key).not.to.equal(usual.key);
  });

  it('is bounded for all models together in which the key of a message is looked for', async () => {
    const burning = 'if (some i in 1..190, j in 1..190 satisfies i * j < 0) then subject else null';
    const text = bpmnText('engine/execution/collaboration/correlation-subscription.bpmn');
    const path = (expression: string): string => `<bpmn:messagePath>${escapeXml(expression)}</bpmn:messagePath>`;
    const model = await given(text.replace(path('subject'), path(burning))).compiled();

    expect(keyInMessage([model], 'Epikrise', { subject: 'a' }, 0)).to.equal(undefined);
    expect(() => keyInMessage([model, model, model], 'Epikrise', { subject: 'a' }, 0)).to.throw('LIMIT_EXCEEDED');
  });
});
