import { expect } from 'chai';

import { definitionsText, flow } from '../../helpers/bpmn-text.js';
import { compiled, element } from './compiled.js';

const roots = `
  <bpmn:message id="M1" name="Henvisning" pathway:correlationKey="caseNumber" /><bpmn:message id="M2" name="Svar" />
  <bpmn:correlationProperty id="CP1" name="sak"><bpmn:correlationPropertyRetrievalExpression id="R1" messageRef="M2"><bpmn:messagePath id="MP1">caseId</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
  <bpmn:correlationProperty id="CP2" name="år"><bpmn:correlationPropertyRetrievalExpression id="R2" messageRef="M2"><bpmn:messagePath id="MP2">year</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>`;
const collaboration = `<bpmn:collaboration id="Co">
  <bpmn:participant id="Hospital" name="Sykehus" processRef="P" pathway:serviceLevel="specialist" /><bpmn:participant id="Municipality" processRef="Q" /><bpmn:participant id="Patient" name="Pasient" />
  <bpmn:messageFlow id="F1" sourceRef="Send" targetRef="Receive" messageRef="M1" /><bpmn:messageFlow id="F2" sourceRef="Hospital" targetRef="Patient" />
  <bpmn:correlationKey id="K"><bpmn:correlationPropertyRef>CP1</bpmn:correlationPropertyRef><bpmn:correlationPropertyRef>CP2</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>`;
const text = definitionsText(`${roots}${collaboration}
  <bpmn:process id="P" isExecutable="true" pathway:businessKey="caseNumber"><bpmn:property id="caseNumber" />
    <bpmn:sendTask id="Send" /><bpmn:intermediateCatchEvent id="Await"><bpmn:messageEventDefinition messageRef="M2" /></bpmn:intermediateCatchEvent>${flow('Send', 'Await')}
    <bpmn:correlationSubscription id="Sub" correlationKeyRef="K">
      <bpmn:correlationPropertyBinding id="B1" correlationPropertyRef="CP1"><bpmn:dataPath id="DP1">caseNumber</bpmn:dataPath></bpmn:correlationPropertyBinding>
      <bpmn:correlationPropertyBinding id="B2" correlationPropertyRef="CP2"><bpmn:dataPath id="DP2">2026</bpmn:dataPath></bpmn:correlationPropertyBinding></bpmn:correlationSubscription>
  </bpmn:process>
  <bpmn:process id="Q" isExecutable="true"><bpmn:property id="Q_case" name="caseNumber" /><bpmn:receiveTask id="Receive" messageRef="M1" instantiate="true" /><bpmn:receiveTask id="Again" messageRef="M1" />${flow('Receive', 'Again')}</bpmn:process>`);

describe('A collaboration (BPMN 2.0.2, 9)', () => {
  it('holds several processes with their pools, and message flows to black-box pools', async () => {
    const model = await compiled(text);

    expect(Object.keys(model.processes)).to.deep.equal(['P', 'Q']);
    expect(model.processes['P']?.participant).to.equal('Hospital');
    expect(model.messageFlows).to.deep.equal([
      { id: 'F1', source: 'Send', target: 'Receive', message: 'Henvisning' },
      { id: 'F2', source: 'Hospital', target: 'Patient' },
    ]);
  });

  it('gives a task its message by the message flow that is drawn from it', async () => {
    expect(element(await compiled(text), 'Send', 'bpmn:SendTask').message).to.include({ name: 'Henvisning' });
  });

  it('correlates by the key of the message, read where it is sent or awaited', async () => {
    const model = await compiled(text);

    expect(element(model, 'Send', 'bpmn:SendTask').message?.key?.reads).to.deep.equal(['caseNumber']);
    expect(element(model, 'Again', 'bpmn:ReceiveTask').message.key?.reads).to.deep.equal(['caseNumber']);
    expect(
      element(model, 'Receive', 'bpmn:ReceiveTask').message.key,
      'nothing can be read before there is an instance',
    ).to.equal(undefined);
    expect(model.processes['P']?.businessKey?.reads).to.deep.equal(['caseNumber']);
  });

  it('correlates by BPMN’s own keys: retrieved from the payload, bound to data of the process (8.3.2)', async () => {
    const trigger = element(await compiled(text), 'Await', 'bpmn:IntermediateCatchEvent').triggers[0];

    if (trigger?.kind !== 'message') throw new Error('no message');
    const clock = { now: 0, zone: 'Europe/Oslo' };
    expect(trigger.payloadKey?.evaluate((name) => ({ caseId: 'A-17', year: 2026 })[name], clock)).to.equal('A-17|2026');
    expect(trigger.key?.evaluate((name) => ({ caseNumber: 'A-17' })[name], clock)).to.equal('A-17|2026');
  });
});
