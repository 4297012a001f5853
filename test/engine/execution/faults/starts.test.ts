import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import { definitionsText, path } from '../../../helpers/bpmn-text.js';

const admission = definitionsText(
  `<bpmn:message id="Message_Admitted" name="Melding om innlagt pasient" />
   <bpmn:process id="Process_Admission" isExecutable="true" pathway:businessKey="patient">
     <bpmn:extensionElements><pathway:variables><pathway:variable name="patient" type="string" /></pathway:variables></bpmn:extensionElements>
     <bpmn:startEvent id="Start_Admitted"><bpmn:messageEventDefinition messageRef="Message_Admitted" /></bpmn:startEvent>
     <bpmn:userTask id="Task_Report" /><bpmn:endEvent id="End" />
     ${path('Start_Admitted', 'Task_Report', 'End')}
   </bpmn:process>`,
);

describe('starting an instance (13.2)', () => {
  it('is refused where only an event starts the process: there would be no token in it', async () => {
    const world = await given(admission).deployed();

    const start = () => world.start('Process_Admission', { variables: { patient: 'p-1' } });

    expect(world.refusal(start)).to.equal('START_NOT_FOUND');
    expect(world.message('Melding om innlagt pasient', { key: 'p-1', variables: { patient: 'p-1' } })).to.equal(1);
    expect(world.of(0).open()).to.deep.equal(['Task_Report']);
  });

  it('is refused where the key names another patient than the data', async () => {
    const world = await given(admission).deployed();

    const publish = () => world.message('Melding om innlagt pasient', { key: 'p-1', variables: { patient: 'p-2' } });

    expect(world.refusal(publish)).to.equal('VALUE_NOT_ALLOWED');
    expect(world.simulation.instances()).to.deep.equal([]);
  });
});
