import { expect } from 'chai';

import type { CompileOptions, Mapping } from '../../../engine/index.js';
import { around, flow, processText } from '../../helpers/bpmn-text.js';
import { compiled, element, findings } from './compiled.js';

const mapped = (mappings: readonly Mapping[]) =>
  mappings.map(({ source, target, type }) => `${target} <- ${source.source} (${type})`);
const sources = (...ids: string[]) => ids.map((id) => `<bpmn:sourceRef>${id}</bpmn:sourceRef>`).join('');

/** A user task with data inputs and outputs, and data objects around it. */
const specified = (associations: string) =>
  around(
    `<bpmn:dataObject id="Obj1" name="referral" itemSubjectRef="Item" /><bpmn:dataObject id="Obj2" /><bpmn:dataObjectReference id="Ref2" name="letter" dataObjectRef="Obj2" />
     <bpmn:userTask id="A">
       <bpmn:ioSpecification id="IO"><bpmn:dataInput id="In1" name="draft" /><bpmn:dataOutput id="Out1" name="answer" />
         <bpmn:inputSet id="IS"><bpmn:dataInputRefs>In1</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet id="OS"><bpmn:dataOutputRefs>Out1</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>
       <bpmn:property id="Prop1" name="reminders" itemSubjectRef="Item" />${associations}</bpmn:userTask>`,
    { roots: '<bpmn:itemDefinition id="Item" structureRef="string" />' },
  );

describe('Data associations (BPMN 2.0.2, 10.4.2)', () => {
  it('copy data objects into data inputs, and data outputs into data objects, by name', async () => {
    const model = await compiled(
      specified(`<bpmn:dataInputAssociation id="D1">${sources('Ref2')}<bpmn:targetRef>In1</bpmn:targetRef></bpmn:dataInputAssociation>
        <bpmn:dataOutputAssociation id="D2">${sources('Out1')}<bpmn:targetRef>Obj1</bpmn:targetRef></bpmn:dataOutputAssociation>`),
    );

    const task = element(model, 'A', 'bpmn:UserTask');
    expect(mapped(task.inputs)).to.deep.equal(['draft <- letter (Any)']);
    expect(mapped(task.outputs)).to.deep.equal(['referral <- answer (string)']);
    expect(task.variables.map(({ name, type, id }) => [name, type, id])).to.deep.equal([
      ['reminders', 'string', 'Prop1'],
      ['draft', 'Any', 'In1'],
      ['answer', 'Any', 'Out1'],
    ]);
    expect(task.isolatesOutput).to.equal(true);
    expect(model.containers['P']?.variables.map(({ name, id }) => [name, id])).to.deep.equal([
      ['referral', 'Obj1'],
      ['letter', 'Obj2'],
    ]);
  });

  it('transform several sources into one, and assign parts of a target', async () => {
    const model = await compiled(
      specified(`<bpmn:dataInputAssociation id="D1">${sources('Obj1', 'Obj2')}<bpmn:targetRef>In1</bpmn:targetRef>
          <bpmn:transformation id="T1" xsi:type="bpmn:tFormalExpression">{ text: referral, enclosed: letter }</bpmn:transformation></bpmn:dataInputAssociation>
        <bpmn:dataOutputAssociation id="D2">${sources('Out1')}<bpmn:targetRef>Obj2</bpmn:targetRef>
          <bpmn:assignment id="S1"><bpmn:from xsi:type="bpmn:tFormalExpression">answer</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">letter.text</bpmn:to></bpmn:assignment>
          <bpmn:assignment id="S2"><bpmn:from xsi:type="bpmn:tFormalExpression">today()</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">sent</bpmn:to></bpmn:assignment></bpmn:dataOutputAssociation>`),
    );

    const task = element(model, 'A', 'bpmn:UserTask');
    expect(mapped(task.inputs)).to.deep.equal(['draft <- { text: referral, enclosed: letter } (Any)']);
    expect(mapped(task.outputs)).to.deep.equal(['letter.text <- answer (Any)', 'letter.sent <- today() (Any)']);
  });

  it('give a thrown event its payload, and take a caught one’s', async () => {
    const model = await compiled(
      processText(
        `<bpmn:dataObject id="referral" /><bpmn:startEvent id="S"><bpmn:dataOutput id="text" /><bpmn:dataOutputAssociation id="D1">${sources('text')}<bpmn:targetRef>referral</bpmn:targetRef></bpmn:dataOutputAssociation><bpmn:messageEventDefinition messageRef="M" /></bpmn:startEvent>
         <bpmn:endEvent id="E"><bpmn:dataInput id="answer" /><bpmn:dataInputAssociation id="D2">${sources('referral')}<bpmn:targetRef>answer</bpmn:targetRef></bpmn:dataInputAssociation><bpmn:messageEventDefinition messageRef="M" /></bpmn:endEvent>${flow('S', 'E')}`,
        { roots: '<bpmn:message id="M" name="Brev" />' },
      ),
    );

    expect(mapped(element(model, 'S', 'bpmn:StartEvent').outputs)).to.deep.equal(['referral <- text (Any)']);
    expect(mapped(element(model, 'E', 'bpmn:EndEvent').inputs)).to.deep.equal(['answer <- referral (Any)']);
  });
});

describe('Mappings of the pathway extension', () => {
  it('go in and out of any activity, and keep its results inside', async () => {
    const extension =
      '<bpmn:extensionElements><pathway:in source="= score + 1" target="next" /><pathway:out source="next * 2" target="total.points" /></bpmn:extensionElements>';
    const model = await compiled(
      around(`<bpmn:userTask id="A">${extension}</bpmn:userTask>`, { variables: { score: 'number' } }),
    );

    const task = element(model, 'A', 'bpmn:UserTask');
    expect(mapped(task.inputs)).to.deep.equal(['next <- = score + 1 (Any)']);
    expect(mapped(task.outputs)).to.deep.equal(['total.points <- next * 2 (Any)']);
    expect(task.isolatesOutput).to.equal(true);
  });

  it('read whatever a called process or a worker gives, which no model can know', async () => {
    const out = '<bpmn:extensionElements><pathway:out source="verdict" target="result" /></bpmn:extensionElements>';

    await compiled(around(`<bpmn:callActivity id="A" calledElement="other">${out}</bpmn:callActivity>`));
    await compiled(around(`<bpmn:serviceTask id="A" pathway:topic="mail">${out}</bpmn:serviceTask>`));
    const forms = { report: { properties: { score: { type: 'number' } } } };
    expect(
      await findings(around(`<bpmn:userTask id="A" pathway:form="report">${out}</bpmn:userTask>`), { forms }),
    ).to.deep.equal(['EXPRESSION_UNDECLARED_NAME A']);
  });
});

describe('What an expression can read', () => {
  const condition = (text: string, more: string, options?: CompileOptions, roots = '') =>
    findings(
      processText(
        `<bpmn:startEvent id="S" />${more}<bpmn:exclusiveGateway id="G" default="G_Y" /><bpmn:task id="X" /><bpmn:task id="Y" />
         ${flow('S', 'A')}${flow('A', 'G')}${flow('G', 'X', text)}${flow('G', 'Y')}`,
        { roots },
      ),
      options,
    );
  const forms = { report: { properties: { score: { type: 'integer' }, seen: { type: 'string', format: 'date' } } } };

  it('is every field of every form of the process, with its type', async () => {
    const task = '<bpmn:userTask id="A" pathway:form="report" />';
    expect(await condition('score > 4 and seen < today()', task, { forms })).to.deep.equal([]);
    expect(await condition('score = "4"', task, { forms })).to.deep.equal(['EXPRESSION_IMPOSSIBLE_COMPARISON G_X']);
    expect(await condition('points > 4', task, { forms })).to.deep.equal(['EXPRESSION_UNDECLARED_NAME G_X']);
  });

  it('may be a field of a form that is not at hand', async () => {
    expect(await condition('points > 4', '<bpmn:userTask id="A" pathway:form="report" />')).to.deep.equal([
      'FORM_NOT_CHECKED A',
    ]);
  });

  it('is every described field of a message that the process catches', async () => {
    const roots =
      '<bpmn:itemDefinition id="Item" structureRef="context&lt;score: number, notes: list&lt;string&gt;, sent: date&gt;" /><bpmn:message id="M" name="Svar" itemRef="Item" />';
    const receive = '<bpmn:receiveTask id="A" messageRef="M" />';
    expect(
      await condition('score > 4 and count(notes) > 0 and sent < today()', receive, undefined, roots),
    ).to.deep.equal([]);
    expect(await condition('score > "4"', receive, undefined, roots)).to.deep.equal([
      'EXPRESSION_IMPOSSIBLE_COMPARISON G_X',
    ]);

    const declared =
      '<bpmn:message id="M" name="Svar"><bpmn:extensionElements><pathway:variables><pathway:variable name="score" type="number" /></pathway:variables></bpmn:extensionElements></bpmn:message>';
    expect(await condition('score > 4', receive, undefined, declared)).to.deep.equal([]);
  });

  it('is a result variable, a mapping’s target, a gathered list', async () => {
    const script =
      '<bpmn:scriptTask id="A" pathway:resultVariable="sum"><bpmn:script>1 + 2</bpmn:script></bpmn:scriptTask>';
    expect(await condition('sum > 4', script)).to.deep.equal([]);
    const call =
      '<bpmn:callActivity id="A" calledElement="q"><bpmn:extensionElements><pathway:out source="x" target="sum" /></bpmn:extensionElements></bpmn:callActivity>';
    expect(await condition('sum > 4', call)).to.deep.equal([]);
    const many =
      '<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics pathway:collection="[1, 2]" pathway:inputItem="unit" pathway:outputItem="reply" pathway:outputCollection="replies" /></bpmn:userTask>';
    expect(await condition('count(replies) > 1', many)).to.deep.equal([]);
    expect(await condition('unit = 1', many), 'an item is seen inside its activity only').to.deep.equal([
      'EXPRESSION_UNDECLARED_NAME G_X',
    ]);
  });

  it('is, inside a sub-process, what is outside it too; but not the other way round', async () => {
    const inside = (text: string) =>
      processText(
        `<bpmn:subProcess id="Sub"><bpmn:property id="local" /><bpmn:startEvent id="S" /><bpmn:exclusiveGateway id="G" default="G_Y" /><bpmn:task id="X" /><bpmn:task id="Y" />
         ${flow('S', 'G')}${flow('G', 'X', text)}${flow('G', 'Y')}</bpmn:subProcess><bpmn:task id="After" /><bpmn:sequenceFlow id="Out" sourceRef="Sub" targetRef="After"><bpmn:conditionExpression>local = 1</bpmn:conditionExpression></bpmn:sequenceFlow>`,
        { variables: { outer: 'number' } },
      );
    expect(await findings(inside('outer = 1 and local = 2'))).to.deep.equal(['EXPRESSION_UNDECLARED_NAME Out']);
  });

  it('is the counters of a loop inside it, and token counts at a complex gateway', async () => {
    const loop = (text: string) =>
      around(
        `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:completionCondition>${text}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
      );
    expect(
      await findings(
        loop(
          'numberOfCompletedInstances + numberOfActiveInstances + numberOfTerminatedInstances + loopCounter = numberOfInstances',
        ),
      ),
    ).to.deep.equal([]);
    expect(await findings(loop('activationCount = 1'))).to.deep.equal(['EXPRESSION_UNDECLARED_NAME A']);

    const complex = processText(
      `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:complexGateway id="G" default="G_Y"><bpmn:activationCondition>activationCount = 2 or A_G > 1</bpmn:activationCondition></bpmn:complexGateway>
       <bpmn:task id="X" /><bpmn:task id="Y" />${flow('A', 'G')}${flow('B', 'G')}${flow('G', 'X', 'waitingForStart and B_G > 0')}${flow('G', 'Y')}`,
    );
    expect(await findings(complex)).to.deep.equal([]);
  });

  it('is nothing where a process starts, for there is no instance yet (10.5.2)', async () => {
    const start = processText(
      `<bpmn:startEvent id="S"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">score > 4</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent><bpmn:task id="A" />${flow('S', 'A')}`,
      { variables: { score: 'number' } },
    );
    expect(await findings(start)).to.deep.equal(['EXPRESSION_UNDECLARED_NAME S']);
  });

  it('is the outputs of the decisions that the process asks', async () => {
    const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="D" namespace="urn:samlop:test">
      <decision id="plan" name="plan"><decisionTable id="T"><input id="I"><inputExpression id="IE"><text>1</text></inputExpression></input>
        <output id="O1" name="level" typeRef="string" /><output id="O2" name="days" typeRef="number" />
        <rule id="R"><inputEntry id="RI"><text>-</text></inputEntry><outputEntry id="R1"><text>"low"</text></outputEntry><outputEntry id="R2"><text>3</text></outputEntry></rule></decisionTable></decision></definitions>`;
    const rule = '<bpmn:businessRuleTask id="A" pathway:decision="plan" />';
    expect(await condition('level = "low" and days > 2', rule, { decisions: [dmn] })).to.deep.equal([]);
    expect(await condition('days = "low"', rule, { decisions: [dmn] })).to.deep.equal([
      'EXPRESSION_IMPOSSIBLE_COMPARISON G_X',
    ]);
  });
});
