import { around } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const namespaces = { definitions: 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:other="urn:other"' };
const task = (text: string) => around(text, namespaces);
const plain = task('<bpmn:serviceTask id="A" pathway:topic="mail" />');

/** Findings about extensions, ours and others'. */
export const extensionCases: readonly DiagnosticCase[] = [
  {
    code: 'EXTENSION_KEPT',
    rule: 'an unknown extension is kept and said to have no effect',
    element: 'A',
    bad: task('<bpmn:userTask id="A" other:colour="red" />'),
    good: plain,
  },
  {
    code: 'EXTENSION_MUST_BE_UNDERSTOOD',
    rule: 'an extension that must be understood refuses the model (8.2.3)',
    element: 'Definitions_1',
    bad: plain.replace('<bpmn:process', '<bpmn:extension mustUnderstand="true" /><bpmn:process'),
    good: plain.replace('<bpmn:process', '<bpmn:extension mustUnderstand="false" /><bpmn:process'),
  },
  {
    code: 'EXTENSION_MISPLACED',
    rule: 'a mapping where nothing is mapped is pointed out',
    element: 'E',
    bad: around('<bpmn:userTask id="A" />').replace(
      '<bpmn:endEvent id="E" />',
      '<bpmn:endEvent id="E"><bpmn:extensionElements><pathway:out source="1" target="x" /></bpmn:extensionElements></bpmn:endEvent>',
    ),
    good: around(
      '<bpmn:userTask id="A"><bpmn:extensionElements><pathway:out source="1" target="x" /></bpmn:extensionElements></bpmn:userTask>',
    ),
  },
  {
    code: 'FOREIGN_MAPPED',
    rule: 'what an imported model says in another engine’s words is used, and said so',
    element: 'A',
    bad: task('<bpmn:serviceTask id="A" camunda:type="external" camunda:topic="mail" />'),
    good: plain,
  },
  {
    code: 'FOREIGN_IGNORED',
    rule: 'what an imported model says without effect here is pointed out',
    element: 'A',
    bad: task('<bpmn:serviceTask id="A" pathway:topic="mail" camunda:asyncBefore="true" />'),
    good: plain,
  },
  {
    code: 'FOREIGN_BLOCKED',
    rule: 'code of another engine refuses the model',
    element: 'A',
    bad: task('<bpmn:serviceTask id="A" pathway:topic="mail" camunda:class="org.example.Mail" />'),
    good: plain,
  },
];
