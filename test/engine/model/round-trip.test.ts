import { expect } from 'chai';
import { BpmnModdle } from 'bpmn-moddle';

import { pathwayDescriptor } from '../../../engine/model/pathway-descriptor.js';
import { definitionsText } from '../../helpers/bpmn-text.js';

const text = definitionsText(
  `<bpmn:message id="M" name="Svar" pathway:correlationKey="= caseNumber" />
  <bpmn:globalScriptTask id="G" scriptLanguage="feel" pathway:resultVariable="x"><bpmn:script>1 + 2</bpmn:script></bpmn:globalScriptTask>
  <bpmn:process id="P" isExecutable="true" pathway:zone="Europe/Oslo">
    <bpmn:extensionElements>
      <pathway:variables><pathway:variable name="score" type="number" /></pathway:variables>
      <vendor:audit level="full"><vendor:keep years="10">journal &amp; <![CDATA[<b>]]></vendor:keep></vendor:audit>
    </bpmn:extensionElements>
    <bpmn:userTask id="A" name="Vurder" pathway:form="assess" pathway:serviceLevel="gp" vendor:colour="red" camunda:formKey="x">
      <bpmn:documentation>Les brevet først.</bpmn:documentation>
      <bpmn:extensionElements><pathway:text lang="nn">Vurder</pathway:text><pathway:in source="score &gt; 4" target="high" /></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:textAnnotation id="Note"><bpmn:text>Se veilederen</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="As" sourceRef="A" targetRef="Note" />
  </bpmn:process>`,
  'xmlns:vendor="urn:vendor" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
);

describe('A model that is read and written again', () => {
  it('has lost nothing: neither ours, nor BPMN’s, nor what we do not know', async () => {
    const moddle = new BpmnModdle({ pathway: pathwayDescriptor });
    const read = await moddle.fromXML(text);
    const { xml } = await moddle.toXML(read.rootElement, { format: true });
    const again = await moddle.fromXML(xml);

    expect(read.warnings).to.deep.equal([]);
    expect(again.warnings).to.deep.equal([]);
    expect(JSON.parse(JSON.stringify(again.rootElement))).to.deep.equal(JSON.parse(JSON.stringify(read.rootElement)));
    for (const kept of [
      'vendor:colour="red"',
      '<vendor:keep years="10">',
      'camunda:formKey="x"',
      'pathway:form="assess"',
      '<bpmn:script>1 + 2</bpmn:script>',
      'xmlns:vendor="urn:vendor"',
    ]) {
      expect(xml).to.include(kept);
    }
  });
});
