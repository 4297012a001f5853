import { definitionsText, flow, path } from '../helpers/bpmn-text.js';

/**
 * A course with one of everything that waits: a form, a worker, a message, the clock, a task, and a message thrown to
 * another process. A patient's key is the business key, so that doubles show.
 */
export const course = definitionsText(
  `<bpmn:message id="Message_Answer" name="Answer" /><bpmn:message id="Message_Receipt" name="Receipt" />
   <bpmn:process id="Course" name="Course" isExecutable="true">
     <bpmn:extensionElements><pathway:variables><pathway:variable name="answer" type="number" /><pathway:variable name="measure" type="number" /></pathway:variables></bpmn:extensionElements>
     <bpmn:startEvent id="Start" />
     <bpmn:userTask id="Task_First" name="Vurder" pathway:form="assess" />
     <bpmn:serviceTask id="Job" name="Mål" pathway:topic="measure" pathway:retries="3" />
     <bpmn:intermediateCatchEvent id="Catch"><bpmn:messageEventDefinition id="Catch_Message" messageRef="Message_Answer" /></bpmn:intermediateCatchEvent>
     <bpmn:intermediateCatchEvent id="Timer"><bpmn:timerEventDefinition id="Timer_Due"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT0.3S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
     <bpmn:userTask id="Task_Last" name="Avslutt" />
     <bpmn:intermediateThrowEvent id="Throw"><bpmn:messageEventDefinition id="Throw_Message" messageRef="Message_Receipt" /></bpmn:intermediateThrowEvent>
     <bpmn:endEvent id="Done" />
     ${path('Start', 'Task_First', 'Job', 'Catch', 'Timer', 'Task_Last', 'Throw', 'Done')}
   </bpmn:process>
   <bpmn:process id="Receipt" name="Receipt" isExecutable="true">
     <bpmn:startEvent id="Start_R"><bpmn:messageEventDefinition id="Start_R_Message" messageRef="Message_Receipt" /></bpmn:startEvent>
     <bpmn:endEvent id="Done_R" />
     ${flow('Start_R', 'Done_R')}
   </bpmn:process>`,
);

export const courseForms = {
  assess: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      painScore: { title: 'Smerte', type: 'integer', minimum: 0, maximum: 10 },
      note: { title: 'Merknad', type: 'string', maxLength: 200 },
    },
    required: ['painScore'],
    additionalProperties: false,
  },
};
