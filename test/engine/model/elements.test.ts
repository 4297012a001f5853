import { expect } from 'chai';

import { around, definitionsText, flow, path, processText } from '../../helpers/bpmn-text.js';
import { riskDecision } from './cases/activity-cases.js';
import { compiled, element, findings } from './compiled.js';

const roots = `<bpmn:message id="M" name="Svar" /><bpmn:signal id="Sig" name="Alarm" /><bpmn:error id="Err" errorCode="E1" />
  <bpmn:escalation id="Esc" escalationCode="X1" />`;

describe('Activities of the model (BPMN 2.0.2, 10.3)', () => {
  it('are recognised in every kind', async () => {
    const tasks = [
      '<bpmn:task id="T1" />',
      '<bpmn:userTask id="T2" />',
      '<bpmn:manualTask id="T3" />',
      '<bpmn:serviceTask id="T4" pathway:topic="mail" />',
      '<bpmn:sendTask id="T5" messageRef="M" />',
      '<bpmn:receiveTask id="T6" messageRef="M" />',
      '<bpmn:scriptTask id="T7" pathway:resultVariable="sum"><bpmn:script>1 + 2</bpmn:script></bpmn:scriptTask>',
      '<bpmn:businessRuleTask id="T8" pathway:decision="risk" />',
      '<bpmn:callActivity id="T9" calledElement="other" pathway:binding="version" pathway:version="4" />',
      '<bpmn:subProcess id="T10"><bpmn:task id="T10a" /></bpmn:subProcess>',
      '<bpmn:transaction id="T11"><bpmn:task id="T11a" /></bpmn:transaction>',
      '<bpmn:adHocSubProcess id="T12" ordering="Sequential" cancelRemainingInstances="false"><bpmn:task id="T12a" /></bpmn:adHocSubProcess>',
    ];
    const ids = tasks.map((_, at) => `T${at + 1}`);
    const model = await compiled(
      processText(tasks.join('') + path(...ids), { roots, variables: { score: 'number' } }),
      {
        decisions: [riskDecision()],
      },
    );

    expect(ids.map((id) => model.elements[id]?.type.slice(5))).to.deep.equal([
      'Task',
      'UserTask',
      'ManualTask',
      'ServiceTask',
      'SendTask',
      'ReceiveTask',
      'ScriptTask',
      'BusinessRuleTask',
      'CallActivity',
      'SubProcess',
      'Transaction',
      'AdHocSubProcess',
    ]);
    expect(element(model, 'T4', 'bpmn:ServiceTask')).to.include({ topic: 'mail', retries: 3 });
    expect(element(model, 'T5', 'bpmn:SendTask').message).to.include({ kind: 'message', name: 'Svar' });
    expect(element(model, 'T8', 'bpmn:BusinessRuleTask').decision.id).to.equal('risk');
    expect(element(model, 'T9', 'bpmn:CallActivity')).to.include({
      binding: 'version',
      version: 4,
      calledElement: 'other',
    });
    expect(element(model, 'T12', 'bpmn:AdHocSubProcess')).to.include({
      ordering: 'sequential',
      cancelRemainingInstances: false,
    });
    expect(Object.values(model.containers).map(({ id, kind }) => `${id} ${kind}`)).to.deep.equal([
      'P process',
      'T10 subProcess',
      'T11 transaction',
      'T12 adHoc',
    ]);
  });

  it('of a global task are a process with that one activity (10.3.7)', async () => {
    const model = await compiled(
      definitionsText(
        '<bpmn:globalUserTask id="G" name="Spør" pathway:candidateGroup="nurses" /><bpmn:globalScriptTask id="H" scriptLanguage="feel" pathway:resultVariable="x"><bpmn:script>2</bpmn:script></bpmn:globalScriptTask>',
      ),
    );

    expect(model.processes['G']).to.deep.include({ kind: 'globalTask', initial: ['G'], elements: ['G'] });
    expect(element(model, 'G', 'bpmn:UserTask')).to.deep.include({
      container: 'G',
      assignment: { candidateGroup: 'nurses' },
    });
    expect(element(model, 'H', 'bpmn:ScriptTask').script.source).to.equal('2');
    expect(model.starts.map(({ process, element: id, trigger }) => [process, id, trigger.kind])).to.deep.equal([
      ['G', 'G', 'none'],
      ['H', 'H', 'none'],
    ]);
  });

  it('have token quantities, boundary events in order, and a compensation handler', async () => {
    const model = await compiled(
      around(
        `<bpmn:userTask id="A" startQuantity="2" completionQuantity="3" />
         <bpmn:boundaryEvent id="B1" attachedToRef="A"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
         <bpmn:boundaryEvent id="B2" attachedToRef="A" cancelActivity="false"><bpmn:escalationEventDefinition /></bpmn:boundaryEvent>
         <bpmn:userTask id="H" isForCompensation="true" /><bpmn:association id="As" sourceRef="B1" targetRef="H" />${flow('B2', 'E')}`,
      ),
    );

    expect(element(model, 'A', 'bpmn:UserTask')).to.deep.include({
      startQuantity: 2,
      completionQuantity: 3,
      boundaries: ['B1', 'B2'],
      compensationHandler: 'H',
    });
    expect(model.processes['P']?.initial).to.deep.equal(['S']);
    expect(element(model, 'B2', 'bpmn:BoundaryEvent')).to.include({ interrupting: false, attachedTo: 'A' });
  });
});

describe('Loop markers of the model (BPMN 2.0.2, 10.3.8)', () => {
  it('hold the standard loop with its while condition', async () => {
    const model = await compiled(
      around(
        '<bpmn:userTask id="A"><bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="4"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">loopCounter &lt; 3</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:userTask>',
      ),
    );

    const { loop } = element(model, 'A', 'bpmn:UserTask');
    expect(loop).to.include({ kind: 'standard', testBefore: true, maximum: 4 });
    expect(loop?.kind === 'standard' && loop.condition?.reads).to.deep.equal(['loopCounter']);
  });

  it('hold multi-instance by the data that BPMN’s own references name', async () => {
    const model = await compiled(
      around(`<bpmn:dataObject id="units" isCollection="true" /><bpmn:dataObject id="answers" isCollection="true" />
        <bpmn:userTask id="A">
          <bpmn:ioSpecification id="IO"><bpmn:dataInput id="unitList" isCollection="true" /><bpmn:dataOutput id="answerList" isCollection="true" />
            <bpmn:inputSet id="IS"><bpmn:dataInputRefs>unitList</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet id="OS"><bpmn:dataOutputRefs>answerList</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>
          <bpmn:dataInputAssociation id="D1"><bpmn:sourceRef>units</bpmn:sourceRef><bpmn:targetRef>unitList</bpmn:targetRef></bpmn:dataInputAssociation>
          <bpmn:dataOutputAssociation id="D2"><bpmn:sourceRef>answerList</bpmn:sourceRef><bpmn:targetRef>answers</bpmn:targetRef></bpmn:dataOutputAssociation>
          <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopDataInputRef>unitList</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answerList</bpmn:loopDataOutputRef><bpmn:inputDataItem id="unit" /><bpmn:outputDataItem id="answer" /></bpmn:multiInstanceLoopCharacteristics>
        </bpmn:userTask>`),
    );

    const { loop, inputs, outputs } = element(model, 'A', 'bpmn:UserTask');
    expect(loop?.kind === 'multiInstance' && loop.collection?.source).to.equal('units');
    expect(loop).to.include({
      sequential: true,
      inputItem: 'unit',
      outputItem: 'answer',
      outputCollection: 'answers',
      behavior: 'all',
    });
    expect([...inputs, ...outputs], 'the loop itself carries its data').to.deep.equal([]);
  });

  it('hold the events of every behaviour, own and referred to', async () => {
    const repeated = (attributes: string, inner = '') =>
      compiled(
        around(
          `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics ${attributes}><bpmn:loopCardinality>3</bpmn:loopCardinality>${inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
          {
            roots: `${roots}<bpmn:signalEventDefinition id="SD" signalRef="Sig" /><bpmn:escalationEventDefinition id="ED" escalationRef="Esc" />`,
          },
        ),
      ).then((model) => element(model, 'A', 'bpmn:UserTask').loop);

    expect(await repeated('behavior="None" noneBehaviorEventRef="SD"')).to.deep.include({
      behavior: 'none',
      event: { kind: 'signal', name: 'Alarm' },
    });
    expect(await repeated('behavior="One" oneBehaviorEventRef="ED"')).to.deep.include({
      behavior: 'one',
      event: { kind: 'escalation', code: 'X1' },
    });
    const complex = await repeated(
      'behavior="Complex"',
      `<bpmn:complexBehaviorDefinition id="CB"><bpmn:condition xsi:type="bpmn:tFormalExpression">numberOfCompletedInstances = 2</bpmn:condition>
       <bpmn:event id="Ev"><bpmn:signalEventDefinition signalRef="Sig" /></bpmn:event></bpmn:complexBehaviorDefinition>`,
    );
    expect(
      complex?.kind === 'multiInstance' &&
        complex.complex.map(({ event, condition }) => [event.kind, condition.source]),
    ).to.deep.equal([['signal', 'numberOfCompletedInstances = 2']]);
  });
});

describe('Events of the model (BPMN 2.0.2, 10.5)', () => {
  const definitions: Readonly<Record<string, string>> = {
    message: '<bpmn:messageEventDefinition messageRef="M" />',
    timer: '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
    signal: '<bpmn:signalEventDefinition signalRef="Sig" />',
    conditional:
      '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">true</bpmn:condition></bpmn:conditionalEventDefinition>',
    error: '<bpmn:errorEventDefinition errorRef="Err" />',
    escalation: '<bpmn:escalationEventDefinition escalationRef="Esc" />',
    compensation: '<bpmn:compensateEventDefinition />',
    link: '<bpmn:linkEventDefinition name="L" />',
    terminate: '<bpmn:terminateEventDefinition />',
    cancel: '<bpmn:cancelEventDefinition />',
  };
  const eventSubProcess = (start: string) =>
    `<bpmn:task id="Work" /><bpmn:subProcess id="X" triggeredByEvent="true">${start}<bpmn:task id="XA" />${flow('V', 'XA')}</bpmn:subProcess>`;
  const boundary = (definition: string, attributes: string) => {
    const way = definition.includes('compensate')
      ? '<bpmn:task id="H" isForCompensation="true" /><bpmn:association id="As" sourceRef="V" targetRef="H" />'
      : `<bpmn:task id="After" />${flow('V', 'After')}`;
    return `<bpmn:transaction id="Work"><bpmn:task id="WA" /></bpmn:transaction><bpmn:boundaryEvent id="V" attachedToRef="Work" ${attributes}>${definition}</bpmn:boundaryEvent>${way}`;
  };
  const catchLink = `<bpmn:intermediateCatchEvent id="L"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateCatchEvent><bpmn:task id="LA" />${flow('L', 'LA')}`;
  const positions: Readonly<
    Record<string, { readonly text: (definition: string) => string; readonly allowed: string }>
  > = {
    'start event of a process': {
      text: (definition) =>
        `<bpmn:startEvent id="V">${definition}</bpmn:startEvent><bpmn:task id="A" />${flow('V', 'A')}`,
      allowed: 'none message timer signal conditional',
    },
    'start event of a sub-process': {
      text: (definition) =>
        `<bpmn:subProcess id="X"><bpmn:startEvent id="V">${definition}</bpmn:startEvent><bpmn:task id="A" />${flow('V', 'A')}</bpmn:subProcess>`,
      allowed: 'none',
    },
    'start event of an event sub-process': {
      text: (definition) => eventSubProcess(`<bpmn:startEvent id="V">${definition}</bpmn:startEvent>`),
      allowed: 'message timer signal conditional error escalation compensation',
    },
    'non-interrupting start event': {
      text: (definition) =>
        eventSubProcess(`<bpmn:startEvent id="V" isInterrupting="false">${definition}</bpmn:startEvent>`),
      allowed: 'message timer signal conditional escalation',
    },
    'intermediate catch event': {
      text: (definition) =>
        definition.includes('link')
          ? `<bpmn:task id="A" /><bpmn:intermediateThrowEvent id="T"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateThrowEvent>${flow('A', 'T')}<bpmn:intermediateCatchEvent id="V">${definition}</bpmn:intermediateCatchEvent>`
          : `<bpmn:task id="A" /><bpmn:intermediateCatchEvent id="V">${definition}</bpmn:intermediateCatchEvent>${flow('A', 'V')}`,
      allowed: 'message timer signal conditional link',
    },
    'boundary event': {
      text: (definition) => boundary(definition, ''),
      allowed: 'message timer signal conditional error escalation compensation cancel',
    },
    'non-interrupting boundary event': {
      text: (definition) => boundary(definition, 'cancelActivity="false"'),
      allowed: 'message timer signal conditional escalation compensation',
    },
    'intermediate throw event': {
      text: (definition) =>
        `<bpmn:task id="A" /><bpmn:intermediateThrowEvent id="V">${definition}</bpmn:intermediateThrowEvent>${flow('A', 'V')}${catchLink}`,
      allowed: 'none message signal escalation compensation link',
    },
    'end event': {
      text: (definition) =>
        `<bpmn:transaction id="X"><bpmn:task id="A" /><bpmn:endEvent id="V">${definition}</bpmn:endEvent>${flow('A', 'V')}</bpmn:transaction>`,
      allowed: 'none message signal error escalation compensation terminate cancel',
    },
  };

  for (const [position, { text, allowed }] of Object.entries(positions)) {
    it(`has as ${position}: ${allowed.replace(/ /g, ', ')}, and nothing else`, async () => {
      const accepted: string[] = [];
      for (const [kind, definition] of Object.entries({ none: '', ...definitions })) {
        const found = await findings(processText(text(definition), { roots }));
        const refused = found.filter((each) => / V$/.test(each) && !each.startsWith('PATH'));
        if (refused.length === 0) accepted.push(kind);
        else expect(refused[0]).to.match(/^EVENT_(NOT_ALLOWED|WITHOUT_DEFINITION)|^LINK|^CANCEL/);
      }
      expect(accepted.sort()).to.deep.equal(allowed.split(' ').sort());
    });
  }

  it('can be multiple, parallel multiple, and refer to reusable definitions', async () => {
    const model = await compiled(
      around(
        `<bpmn:intermediateCatchEvent id="A" parallelMultiple="true"><bpmn:eventDefinitionRef>TD</bpmn:eventDefinitionRef>${definitions['message']}</bpmn:intermediateCatchEvent>`,
        {
          roots: `${roots}<bpmn:timerEventDefinition id="TD"><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>`,
        },
      ),
    );

    const event = element(model, 'A', 'bpmn:IntermediateCatchEvent');
    expect(event.triggers.map(({ kind }) => kind)).to.deep.equal(['message', 'timer']);
    expect(event.parallelMultiple).to.equal(true);
  });

  it('join several link sources to the target of their own level', async () => {
    const thrown = (id: string) =>
      `<bpmn:intermediateThrowEvent id="${id}">${definitions['link']}</bpmn:intermediateThrowEvent>`;
    const model = await compiled(
      processText(`<bpmn:startEvent id="S" />${thrown('T1')}${thrown('T2')}${flow('S', 'T1')}${flow('S', 'T2')}${catchLink}
        <bpmn:subProcess id="X"><bpmn:task id="XA" />${thrown('T3')}${flow('XA', 'T3')}<bpmn:intermediateCatchEvent id="L3">${definitions['link']}</bpmn:intermediateCatchEvent></bpmn:subProcess>${flow('S', 'X')}`),
    );

    const targets = ['T1', 'T2', 'T3'].map((id) => element(model, id, 'bpmn:IntermediateThrowEvent').triggers);
    expect(targets).to.deep.equal(['L', 'L', 'L3'].map((target) => [{ kind: 'link', name: 'L', target }]));
  });

  it('keep literal times as constants and compile times behind “=” as FEEL', async () => {
    const timer = (text: string) =>
      around(
        `<bpmn:intermediateCatchEvent id="A"><bpmn:timerEventDefinition><bpmn:timeDate>${text}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
        {
          variables: { admitted: 'dateTime' },
        },
      );
    const literal = element(await compiled(timer('2026-12-24T10:00:00+01:00')), 'A', 'bpmn:IntermediateCatchEvent')
      .triggers[0];
    const feel = element(await compiled(timer('= admitted + duration("P3D")')), 'A', 'bpmn:IntermediateCatchEvent')
      .triggers[0];

    expect(literal).to.deep.include({ kind: 'timer', form: 'date' });
    expect(literal?.kind === 'timer' && literal.value.constant).to.equal('2026-12-24T10:00:00+01:00');
    expect(feel?.kind === 'timer' && feel.value.reads).to.deep.equal(['admitted']);
  });
});

describe('Starts of a process (BPMN 2.0.2, 13.2)', () => {
  it('are its start events, one for each trigger', async () => {
    const model = await compiled(
      processText(
        `<bpmn:startEvent id="S1" /><bpmn:startEvent id="S2"><bpmn:messageEventDefinition messageRef="M" /><bpmn:signalEventDefinition signalRef="Sig" /></bpmn:startEvent>
         <bpmn:task id="A" />${flow('S1', 'A')}${flow('S2', 'A')}`,
        { roots },
      ),
    );

    expect(model.starts.map(({ element: id, trigger }) => `${id} ${trigger.kind}`)).to.deep.equal([
      'S1 none',
      'S2 message',
      'S2 signal',
    ]);
    expect(model.processes['P']?.initial).to.deep.equal(['S1']);
  });

  it('are all activities and gateways without incoming flow where there is no start event', async () => {
    const model = await compiled(
      processText(
        `<bpmn:task id="A" /><bpmn:exclusiveGateway id="G" /><bpmn:task id="B" />${flow('A', 'B')}${flow('G', 'B')}
         <bpmn:task id="H" isForCompensation="true" /><bpmn:subProcess id="X" triggeredByEvent="true"><bpmn:startEvent id="XS"><bpmn:errorEventDefinition /></bpmn:startEvent><bpmn:task id="XA" />${flow('XS', 'XA')}</bpmn:subProcess>`,
      ),
    );

    expect(model.processes['P']).to.deep.include({ initial: ['A', 'G'], eventSubProcesses: ['X'] });
  });

  it('are instantiating receive tasks and the events behind instantiating gateways', async () => {
    const model = await compiled(
      processText(
        `<bpmn:receiveTask id="R" messageRef="M" instantiate="true" /><bpmn:task id="A" />${flow('R', 'A')}
         <bpmn:eventBasedGateway id="G" instantiate="true" eventGatewayType="Parallel" />
         <bpmn:intermediateCatchEvent id="C1"><bpmn:messageEventDefinition messageRef="M" /></bpmn:intermediateCatchEvent>
         <bpmn:intermediateCatchEvent id="C2"><bpmn:signalEventDefinition signalRef="Sig" /></bpmn:intermediateCatchEvent>
         ${flow('G', 'C1')}${flow('G', 'C2')}${flow('C1', 'A')}${flow('C2', 'A')}`,
        { roots },
      ),
    );

    expect(model.starts.map(({ element: id, trigger, gateway }) => [id, trigger.kind, gateway])).to.deep.equal([
      ['R', 'message', undefined],
      ['C1', 'message', 'G'],
      ['C2', 'signal', 'G'],
    ]);
    expect(model.processes['P']?.initial).to.deep.equal([]);
    expect(element(model, 'G', 'bpmn:EventBasedGateway')).to.include({
      instantiate: true,
      eventGatewayType: 'parallel',
    });
  });
});
