import { expect } from 'chai';

import { compile } from '../../../engine/index.js';
import { around, processText } from '../../helpers/bpmn-text.js';
import { compiled, element, findings } from './compiled.js';

const camunda = { definitions: 'xmlns:c7="http://camunda.org/schema/1.0/bpmn"' };
const zeebe = { definitions: 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"' };
const extension = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const forms = { assess: { properties: { score: { type: 'number' } } } };

describe('A model drawn for Camunda 7', () => {
  it('keeps its forms, topics, groups, calls and collections, whatever its prefix', async () => {
    const user = await compiled(
      around('<bpmn:userTask id="A" c7:formKey="assess" c7:candidateGroups="nurses" />', camunda),
      { forms },
    );
    expect(element(user, 'A', 'bpmn:UserTask').form?.id).to.equal('assess');
    expect(element(user, 'A', 'bpmn:UserTask').assignment.candidateGroup).to.equal('nurses');

    const service = await compiled(around('<bpmn:serviceTask id="A" c7:type="external" c7:topic="mail" />', camunda));
    expect(element(service, 'A', 'bpmn:ServiceTask').topic).to.equal('mail');

    const call = await compiled(
      around(
        `<bpmn:callActivity id="A" calledElement="q" c7:calledElementBinding="version" c7:calledElementVersion="3">${extension('<c7:in source="a" target="b" /><c7:in variables="all" /><c7:out source="c" target="d" />')}<bpmn:multiInstanceLoopCharacteristics c7:collection="\${units}" c7:elementVariable="unit" /></bpmn:callActivity>`,
        { ...camunda, variables: { units: 'list', a: 'string' } },
      ),
    );
    const activity = element(call, 'A', 'bpmn:CallActivity');
    expect(activity).to.include({ binding: 'version', version: 3, passAllIn: true, passAllOut: false });
    expect(
      [...activity.inputs, ...activity.outputs].map(({ source, target }) => `${source.source} -> ${target}`),
    ).to.deep.equal(['a -> b', 'c -> d']);
    expect(activity.loop?.kind === 'multiInstance' && activity.loop.collection?.source).to.equal('units');
  });

  it('says of each word whether it is used, kept without effect, or refused', async () => {
    const task = `<bpmn:serviceTask id="A" c7:type="external" c7:topic="mail" c7:asyncBefore="true" c7:priority="4">${extension('<c7:executionListener class="org.example.L" event="start" /><c7:properties><c7:property name="a" value="b" /></c7:properties>')}</bpmn:serviceTask>`;

    expect([...(await findings(around(task, camunda)))].sort()).to.deep.equal([
      'FOREIGN_BLOCKED A',
      'FOREIGN_IGNORED A',
      'FOREIGN_IGNORED A',
      'FOREIGN_IGNORED A',
      'FOREIGN_MAPPED A',
      'FOREIGN_MAPPED A',
    ]);
  });

  for (const code of ['class="org.example.D"', 'delegateExpression="${bean}"', 'expression="${bean.run()}"']) {
    it(`is refused where it would run code: ${code}`, async () => {
      const { model, diagnostics } = await compile(around(`<bpmn:serviceTask id="A" c7:${code} />`, camunda));
      expect(model).to.equal(undefined);
      expect(diagnostics.map(({ code: each }) => each)).to.include('FOREIGN_BLOCKED');
    });
  }

  it('is refused where a condition is in its own language, or a script in another file', async () => {
    const flow = (body: string) =>
      processText(
        `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:sequenceFlow id="F" sourceRef="A" targetRef="B"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" ${body}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
        camunda,
      );
    expect(await findings(flow('>${approved}'))).to.deep.equal(['EXPRESSION_FOREIGN_EXPRESSION F']);
    expect(await findings(flow('language="groovy" c7:resource="x.groovy">1'))).to.include('FOREIGN_BLOCKED F');
  });
});

describe('A model drawn for Camunda 8', () => {
  it('keeps its jobs, mappings, calls, decisions, forms, loops, scripts and correlation keys', async () => {
    const job = await compiled(
      around(
        `<bpmn:serviceTask id="A">${extension('<zeebe:taskDefinition type="mail" retries="5" /><zeebe:ioMapping><zeebe:input source="=a + 1" target="b" /><zeebe:output source="=c" target="d" /></zeebe:ioMapping>')}</bpmn:serviceTask>`,
        {
          ...zeebe,
          variables: { a: 'number' },
        },
      ),
    );
    const service = element(job, 'A', 'bpmn:ServiceTask');
    expect(service).to.include({ topic: 'mail', retries: 5 });
    expect(
      [...service.inputs, ...service.outputs].map(({ source, target }) => `${source.source} -> ${target}`),
    ).to.deep.equal(['=a + 1 -> b', '=c -> d']);

    const call = await compiled(
      around(
        `<bpmn:callActivity id="A">${extension('<zeebe:calledElement processId="q" bindingType="deployment" propagateAllChildVariables="false" />')}</bpmn:callActivity>`,
        zeebe,
      ),
    );
    expect(element(call, 'A', 'bpmn:CallActivity')).to.include({
      calledElement: 'q',
      binding: 'deployment',
      passAllIn: true,
      passAllOut: false,
    });

    const user = await compiled(
      around(
        `<bpmn:userTask id="A">${extension('<zeebe:formDefinition formId="assess" /><zeebe:assignmentDefinition candidateGroups="nurses" />')}</bpmn:userTask>`,
        zeebe,
      ),
      { forms },
    );
    expect(element(user, 'A', 'bpmn:UserTask').form?.id).to.equal('assess');
    expect(element(user, 'A', 'bpmn:UserTask').assignment.candidateGroup).to.equal('nurses');

    const script = await compiled(
      around(
        `<bpmn:scriptTask id="A">${extension('<zeebe:script expression="=1 + 2" resultVariable="sum" />')}</bpmn:scriptTask>`,
        zeebe,
      ),
    );
    expect(element(script, 'A', 'bpmn:ScriptTask')).to.include({ resultVariable: 'sum' });
    expect(element(script, 'A', 'bpmn:ScriptTask').script.source).to.equal('=1 + 2');

    const loop = await compiled(
      around(
        `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics>${extension('<zeebe:loopCharacteristics inputCollection="=units" inputElement="unit" outputCollection="answers" outputElement="=answer" />')}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
        {
          ...zeebe,
          variables: { units: 'list' },
        },
      ),
    );
    expect(element(loop, 'A', 'bpmn:UserTask').loop).to.include({
      inputItem: 'unit',
      outputCollection: 'answers',
      outputItem: 'answer',
    });

    const message = await compiled(
      around('<bpmn:receiveTask id="A" messageRef="M" />', {
        ...zeebe,
        variables: { caseNumber: 'string' },
        roots: `<bpmn:message id="M" name="Svar">${extension('<zeebe:subscription correlationKey="=caseNumber" />')}</bpmn:message>`,
      }),
    );
    expect(element(message, 'A', 'bpmn:ReceiveTask').message.key?.reads).to.deep.equal(['caseNumber']);
  });

  it('is refused where listeners would run', async () => {
    const listeners = extension(
      '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x" /></zeebe:executionListeners>',
    );
    expect(await findings(around(`<bpmn:userTask id="A">${listeners}</bpmn:userTask>`, zeebe))).to.deep.equal([
      'FOREIGN_BLOCKED A',
    ]);
  });
});
