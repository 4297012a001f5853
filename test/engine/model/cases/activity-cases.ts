import { around } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const forms = { report: { type: 'object', properties: { score: { type: 'integer' } } } };
const roots =
  '<bpmn:message id="M" name="Svar" /><bpmn:signalEventDefinition id="SD" signalRef="Sig" /><bpmn:terminateEventDefinition id="TD" /><bpmn:signal id="Sig" name="Ferdig" />';
const variables = { units: 'list', answers: 'list', score: 'number' };
const repeated = (attributes: string, inner = '') =>
  around(
    `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
    { roots, variables },
  );
const looped = (attributes: string, inner = '') =>
  around(
    `<bpmn:userTask id="A"><bpmn:standardLoopCharacteristics ${attributes}>${inner}</bpmn:standardLoopCharacteristics></bpmn:userTask>`,
    { variables },
  );
const cardinality = '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality>';
const task = (text: string) => around(text, { roots, variables });

/** DMN text of one decision with id `risk`. */
export const riskDecision = (output = 'low', input = 'score') => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="D" namespace="urn:samlop:test">
  <decision id="risk" name="risk"><decisionTable id="T" hitPolicy="UNIQUE">
    <input id="I"><inputExpression id="IE" typeRef="number"><text>${input}</text></inputExpression></input>
    <output id="O" name="risk" typeRef="string" />
    <rule id="R"><inputEntry id="RI"><text>&lt; 5</text></inputEntry><outputEntry id="RO"><text>"${output}"</text></outputEntry></rule>
  </decisionTable></decision></definitions>`;

const rule = '<bpmn:businessRuleTask id="A" pathway:decision="risk" />';
const ruleGood = { good: task(rule), goodOptions: { decisions: [riskDecision()] } };

/** Findings about activities and their markers. */
export const activityCases: readonly DiagnosticCase[] = [
  {
    code: 'TASK_WITHOUT_WORK',
    rule: 'a service task has a topic or a message',
    element: 'A',
    bad: task('<bpmn:serviceTask id="A" />'),
    good: task('<bpmn:sendTask id="A" messageRef="M" />'),
  },
  {
    code: 'RETRIES_NOT_VALID',
    rule: 'a job is tried at least once',
    element: 'A',
    bad: task('<bpmn:serviceTask id="A" pathway:topic="mail" pathway:retries="0" />'),
    good: task('<bpmn:serviceTask id="A" pathway:topic="mail" pathway:retries="1" />'),
  },
  {
    code: 'SCRIPT_MISSING',
    rule: 'a script task has a script',
    element: 'A',
    bad: task('<bpmn:scriptTask id="A" scriptFormat="feel" />'),
    good: task(
      '<bpmn:scriptTask id="A" scriptFormat="feel" pathway:resultVariable="sum"><bpmn:script>score + 1</bpmn:script></bpmn:scriptTask>',
    ),
  },
  {
    code: 'SCRIPT_NOT_FEEL',
    rule: 'no JavaScript of a model is run',
    element: 'A',
    bad: task(
      '<bpmn:scriptTask id="A" scriptFormat="javascript"><bpmn:script>process.exit()</bpmn:script></bpmn:scriptTask>',
    ),
    good: task(
      '<bpmn:scriptTask id="A" pathway:resultVariable="sum"><bpmn:script>score + 1</bpmn:script></bpmn:scriptTask>',
    ),
  },
  {
    code: 'RESULT_VARIABLE_MISSING',
    rule: 'a result that is no context is given a name',
    element: 'A',
    bad: task('<bpmn:scriptTask id="A"><bpmn:script>score + 1</bpmn:script></bpmn:scriptTask>'),
    good: task('<bpmn:scriptTask id="A"><bpmn:script>{ sum: score + 1 }</bpmn:script></bpmn:scriptTask>'),
  },
  {
    code: 'DECISION_MISSING',
    rule: 'a business rule task names its decision',
    element: 'A',
    bad: task('<bpmn:businessRuleTask id="A" />'),
    ...ruleGood,
  },
  {
    code: 'DECISION_NOT_FOUND',
    rule: 'a business rule task names a decision that is there',
    element: 'A',
    bad: task('<bpmn:businessRuleTask id="A" pathway:decision="other" />'),
    options: { decisions: [riskDecision()] },
    ...ruleGood,
  },
  {
    code: 'DECISION_NOT_VALID',
    rule: 'a decision that cannot be understood is refused with the model',
    element: 'Definitions_1',
    bad: task(rule),
    options: { decisions: ['<html />'] },
    ...ruleGood,
  },
  {
    code: 'DECISION_INPUT_UNDECLARED',
    rule: 'what a decision reads is declared',
    element: 'A',
    bad: task(rule),
    options: { decisions: [riskDecision('low', 'age')] },
    ...ruleGood,
  },
  {
    code: 'FORM_NOT_FOUND',
    rule: 'a task names a form that is there',
    element: 'A',
    bad: task('<bpmn:userTask id="A" pathway:form="other" />'),
    good: task('<bpmn:userTask id="A" pathway:form="report" />'),
    options: { forms },
  },
  {
    code: 'FORM_NOT_CHECKED',
    rule: 'a form that is not at hand is pointed out',
    element: 'A',
    bad: task('<bpmn:userTask id="A" pathway:form="report" />'),
    good: task('<bpmn:userTask id="A" pathway:form="report" />'),
    goodOptions: { forms },
  },
  {
    code: 'FORM_FIELD_RESERVED',
    rule: 'no field of a form is called by a word of the host’s own objects',
    element: 'A',
    bad: task('<bpmn:userTask id="A" pathway:form="report" />'),
    options: { forms: { report: { properties: { constructor: { type: 'string' } } } } },
    good: task('<bpmn:userTask id="A" pathway:form="report" />'),
    goodOptions: { forms },
  },
  {
    code: 'FORM_FIELD_NOT_READABLE',
    rule: 'a field that expressions cannot read is pointed out',
    element: 'A',
    bad: task('<bpmn:userTask id="A" pathway:form="report" />'),
    options: { forms: { report: { properties: { 'blood-pressure': { type: 'string' } } } } },
    good: task('<bpmn:userTask id="A" pathway:form="report" />'),
    goodOptions: { forms },
  },
  {
    code: 'CALLED_ELEMENT_MISSING',
    rule: 'a call activity says what it calls',
    element: 'A',
    bad: task('<bpmn:callActivity id="A" />'),
    good: task('<bpmn:callActivity id="A" calledElement="other" />'),
  },
  {
    code: 'CALLED_ELEMENT_NOT_EXECUTABLE',
    rule: 'a call of the same model is one that can be executed',
    element: 'A',
    bad: task('<bpmn:callActivity id="A" calledElement="M" />'),
    good: task('<bpmn:callActivity id="A" calledElement="P" />'),
  },
  {
    code: 'BINDING_NOT_KNOWN',
    rule: 'a call is bound to the latest version, to its deployment or to a version',
    element: 'A',
    bad: task('<bpmn:callActivity id="A" calledElement="other" pathway:binding="newest" />'),
    good: task('<bpmn:callActivity id="A" calledElement="other" pathway:binding="deployment" />'),
  },
  {
    code: 'VERSION_NOT_VALID',
    rule: 'a call that is bound to a version says which',
    element: 'A',
    bad: task('<bpmn:callActivity id="A" calledElement="other" pathway:binding="version" />'),
    good: task('<bpmn:callActivity id="A" calledElement="other" pathway:binding="version" pathway:version="2" />'),
  },
  {
    code: 'QUANTITY_NOT_VALID',
    rule: 'an activity waits for at least one token (10.3.1)',
    element: 'A',
    bad: task('<bpmn:userTask id="A" startQuantity="0" />'),
    good: task('<bpmn:userTask id="A" startQuantity="2" />'),
  },
  {
    code: 'LOOP_WITHOUT_END',
    rule: 'a loop has a condition or a maximum (10.3.8)',
    element: 'A',
    bad: looped(''),
    good: looped(
      '',
      '<bpmn:loopCondition xsi:type="bpmn:tFormalExpression">score &lt; 3 and loopCounter &lt; 9</bpmn:loopCondition>',
    ),
  },
  {
    code: 'LOOP_MAXIMUM_NOT_VALID',
    rule: 'a loop runs at most a positive number of times',
    element: 'A',
    bad: looped('loopMaximum="0"'),
    good: looped('loopMaximum="3"'),
  },
  {
    code: 'INSTANCES_NOT_GIVEN',
    rule: 'a multi-instance activity says how many instances it has (10.3.8)',
    element: 'A',
    bad: repeated(''),
    good: repeated('', cardinality),
  },
  {
    code: 'INSTANCES_GIVEN_TWICE',
    rule: 'a multi-instance activity counts by number or by collection',
    element: 'A',
    bad: repeated('pathway:collection="units"', cardinality),
    good: repeated('pathway:collection="units"'),
  },
  {
    code: 'LOOP_OUTPUT_INCOMPLETE',
    rule: 'a gathered list says what is gathered',
    element: 'A',
    bad: repeated('pathway:collection="units" pathway:outputCollection="answers"'),
    good: repeated('pathway:collection="units" pathway:outputCollection="answers" pathway:outputItem="answer"'),
  },
  {
    code: 'LOOP_EVENT_MISSING',
    rule: 'behaviour one throws an event that is named (10.3.8)',
    element: 'A',
    bad: repeated('behavior="One" pathway:collection="units"'),
    good: repeated('behavior="One" oneBehaviorEventRef="SD" pathway:collection="units"'),
  },
  {
    code: 'LOOP_EVENT_NOT_ALLOWED',
    rule: 'instances do not terminate the process (10.3.8)',
    element: 'A',
    bad: repeated('behavior="None" noneBehaviorEventRef="TD" pathway:collection="units"'),
    good: repeated('behavior="None" noneBehaviorEventRef="SD" pathway:collection="units"'),
  },
  {
    code: 'RESULT_NOT_KEPT',
    rule: 'results that a data specification drops are pointed out (10.4.1)',
    element: 'A',
    bad: task(
      '<bpmn:userTask id="A" pathway:form="report"><bpmn:ioSpecification id="IO"><bpmn:dataInput id="given" /><bpmn:inputSet id="IS" /><bpmn:outputSet id="OS" /></bpmn:ioSpecification></bpmn:userTask>',
    ),
    good: task('<bpmn:userTask id="A" pathway:form="report" />'),
    options: { forms },
    goodOptions: { forms },
  },
];
