import { expect } from 'chai';

import { definitionsText, flow, processText } from '../../helpers/bpmn-text.js';
import { compiled, element } from './compiled.js';

describe('Lanes', () => {
  const lanes =
    definitionsText(`<bpmn:collaboration id="C"><bpmn:participant id="Pool" processRef="P" pathway:serviceLevel="municipality" /></bpmn:collaboration>
    <bpmn:process id="P" isExecutable="true">
      <bpmn:laneSet id="LS">
        <bpmn:lane id="L1" name="Sykehus" pathway:serviceLevel="specialist" pathway:candidateGroup="ward"><bpmn:flowNodeRef>A</bpmn:flowNodeRef><bpmn:flowNodeRef>Sub</bpmn:flowNodeRef>
          <bpmn:childLaneSet id="CLS"><bpmn:lane id="L11" name="Sengepost"><bpmn:flowNodeRef>A</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane>
        <bpmn:lane id="L2" name="Kommune"><bpmn:flowNodeRef>B</bpmn:flowNodeRef></bpmn:lane>
      </bpmn:laneSet>
      <bpmn:userTask id="A" /><bpmn:userTask id="B" pathway:candidateGroup="allocation" /><bpmn:subProcess id="Sub"><bpmn:userTask id="Inner" /></bpmn:subProcess>${flow('A', 'B')}${flow('B', 'Sub')}
    </bpmn:process>`);

  it('say who does a task: the innermost lane, and what it inherits from outer lanes and the pool', async () => {
    const model = await compiled(lanes);

    expect(element(model, 'A', 'bpmn:UserTask').assignment).to.deep.equal({
      lane: 'L11',
      serviceLevel: 'specialist',
      candidateGroup: 'ward',
    });
    expect(element(model, 'B', 'bpmn:UserTask').assignment).to.deep.equal({
      lane: 'L2',
      serviceLevel: 'municipality',
      candidateGroup: 'allocation',
    });
    expect(
      element(model, 'Inner', 'bpmn:UserTask').assignment,
      'a sub-process stands in a lane with all it holds',
    ).to.deep.equal({
      lane: 'L1',
      serviceLevel: 'specialist',
      candidateGroup: 'ward',
    });
  });

  it('are kept with their elements and have no effect on execution', async () => {
    const model = await compiled(lanes);

    expect(Object.values(model.lanes).map(({ id, name, elements }) => [id, name, elements])).to.deep.equal([
      ['L1', 'Sykehus', ['A', 'Sub']],
      ['L11', 'Sengepost', ['A']],
      ['L2', 'Kommune', ['B']],
    ]);
  });
});

describe('Texts in other languages', () => {
  it('are kept by element, language and kind', async () => {
    const model = await compiled(
      processText(`<bpmn:userTask id="A" name="Vurder"><bpmn:extensionElements>
        <pathway:text lang="nn">Vurder behovet</pathway:text><pathway:text lang="en" kind="name">Assess</pathway:text><pathway:text lang="en" kind="description">What the patient needs</pathway:text>
      </bpmn:extensionElements></bpmn:userTask>`),
    );

    expect(JSON.parse(JSON.stringify(model.texts))).to.deep.equal({
      A: { nn: { name: 'Vurder behovet' }, en: { name: 'Assess', description: 'What the patient needs' } },
    });
  });
});
