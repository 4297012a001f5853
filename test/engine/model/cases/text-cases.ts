import { around, definitionsText, processText } from '../../../helpers/bpmn-text.js';
import { generateLinearModel } from '../../../helpers/generated-model.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const plain = around('<bpmn:userTask id="A" />');
const tasks = (count: number) =>
  processText(Array.from({ length: count }, (_, at) => `<bpmn:userTask id="T${at}" />`).join(''));
const nested = (levels: number) =>
  processText(
    '<bpmn:startEvent id="S" />' +
      Array.from({ length: levels }, (_, at) => `<bpmn:subProcess id="N${at}">`).join('') +
      '<bpmn:userTask id="Innermost" />' +
      '</bpmn:subProcess>'.repeat(levels) +
      '<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="N0" />',
  );
const joins = (count: number) =>
  processText(
    `<bpmn:startEvent id="S" /><bpmn:inclusiveGateway id="G0" /><bpmn:sequenceFlow id="F" sourceRef="S" targetRef="G0" />` +
      Array.from({ length: count }, (_, at) => {
        const flows = ['a', 'b'].map(
          (each) =>
            `<bpmn:sequenceFlow id="F${at}${each}" sourceRef="G${at}" targetRef="G${at + 1}"><bpmn:conditionExpression>true</bpmn:conditionExpression></bpmn:sequenceFlow>`,
        );
        return `<bpmn:inclusiveGateway id="G${at + 1}" />${flows.join('')}`;
      }).join(''),
  );
const variables = (count: number) =>
  around('<bpmn:userTask id="A" />', {
    variables: Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, 'number'])),
  });

/** Findings about the text as a whole. */
export const textCases: readonly DiagnosticCase[] = [
  {
    code: 'TEXT_TOO_LARGE',
    rule: 'a text of more than 2 MB is refused, counted in UTF-8',
    element: '',
    bad: plain.replace('</bpmn:process>', `<!-- ${'ø'.repeat(1_000_000)} --></bpmn:process>`),
    good: plain.replace('</bpmn:process>', `<!-- ${'ø'.repeat(900_000)} --></bpmn:process>`),
  },
  {
    code: 'DOCTYPE_NOT_ALLOWED',
    rule: 'a DOCTYPE is refused, and with it every entity',
    element: '',
    bad: plain.replace('?>', '?><!DOCTYPE definitions [<!ENTITY a "b">]>'),
    good: plain,
  },
  {
    code: 'NESTED_TOO_DEEPLY',
    rule: 'a model is at most 50 levels deep',
    element: '',
    bad: nested(49),
    good: nested(46),
  },
  {
    code: 'TOO_MANY_TAGS',
    rule: 'the number of XML elements is bounded',
    element: '',
    bad: plain.replace('</bpmn:process>', `${'<x:a/>'.repeat(130_000)}</bpmn:process>`),
    good: plain,
  },
  {
    code: 'TOO_MANY_ATTRIBUTES',
    rule: 'the number of attributes of one XML element is bounded',
    element: '',
    bad: around(`<bpmn:userTask id="A" ${Array.from({ length: 200 }, (_, at) => `x${at}=""`).join(' ')} />`),
    good: plain,
  },
  {
    code: 'TOO_MANY_ELEMENTS',
    rule: 'a model has at most 5,000 elements',
    element: 'Definitions_1',
    bad: tasks(5_000),
    good: tasks(4_000),
  },
  {
    code: 'TOO_MANY_VARIABLES',
    rule: 'a process has at most 5,000 variables',
    element: 'P',
    bad: variables(5_001),
    good: variables(1_000),
  },
  {
    code: 'TOO_MANY_JOINS',
    rule: 'inclusive joins are bounded by what they have to look at',
    element: 'P',
    bad: joins(1_000),
    good: joins(100),
  },
  {
    code: 'XML_NOT_CLOSED',
    rule: 'a text that ends in the middle of an element is refused',
    element: '',
    bad: plain.slice(0, plain.indexOf('userTask') + 4),
    good: plain,
  },
  {
    code: 'XML_NOT_READABLE',
    rule: 'a text that is no BPMN is refused',
    element: '',
    bad: '<html xmlns="http://www.w3.org/1999/xhtml"></html>',
    good: plain,
  },
  {
    code: 'XML_NOT_UNDERSTOOD',
    rule: 'an element that BPMN does not know is never dropped in silence',
    element: '',
    bad: around('<bpmn:userTask id="A" /><bpmn:humanTask id="B" />'),
    good: plain,
  },
  {
    code: 'REFERENCE_NOT_FOUND',
    rule: 'a reference to what is not there is refused',
    element: 'A',
    bad: around('<bpmn:receiveTask id="A" messageRef="M" />'),
    good: around('<bpmn:receiveTask id="A" messageRef="M" />', { roots: '<bpmn:message id="M" name="Svar" />' }),
  },
  {
    code: 'ATTRIBUTE_NOT_KNOWN',
    rule: 'an attribute that the element does not have is refused',
    element: 'A',
    bad: around('<bpmn:userTask id="A" pathway:topic="mail" />'),
    good: around('<bpmn:serviceTask id="A" pathway:topic="mail" />'),
  },
  {
    code: 'DUPLICATE_ID',
    rule: 'ids are unique',
    element: 'A',
    bad: around('<bpmn:userTask id="A" /><bpmn:userTask id="A" />'),
    good: plain,
  },
  {
    code: 'ILLEGAL_ID',
    rule: 'an id is a name that XML allows',
    element: '1 2',
    bad: around('<bpmn:userTask id="A" /><bpmn:userTask id="1 2" />'),
    good: plain,
  },
  {
    code: 'RESERVED_ID',
    rule: 'no element is called by a word of the host’s own objects',
    element: 'constructor',
    bad: processText('<bpmn:userTask id="constructor" />'),
    good: processText('<bpmn:userTask id="builder" />'),
  },
  {
    code: 'ID_MISSING',
    rule: 'what executes has an id',
    element: '',
    bad: processText('<bpmn:userTask id="A" /><bpmn:userTask name="B" />'),
    good: plain,
  },
  {
    code: 'MORE_FINDINGS',
    rule: 'a report ends after a thousand findings and says so',
    element: '',
    bad: processText(Array.from({ length: 1_100 }, (_, at) => `<bpmn:serviceTask id="T${at}" />`).join('')),
    good: processText(Array.from({ length: 900 }, (_, at) => `<bpmn:serviceTask id="T${at}" />`).join('')),
  },
  {
    code: 'NO_EXECUTABLE_PROCESS',
    rule: 'a model without an executable process cannot be deployed',
    element: 'Definitions_1',
    bad: definitionsText('<bpmn:process id="P" isExecutable="false"><bpmn:userTask id="A" /></bpmn:process>'),
    good: generateLinearModel(5),
  },
];
