import { around } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const object = (name: string) =>
  `<bpmn:dataObject id="${name}" /><bpmn:dataObjectReference id="${name}_ref" dataObjectRef="${name}" />`;
const withInput = (association: string, more = '') =>
  around(
    `${object('referral')}${object('letter')}<bpmn:dataStoreReference id="store" name="Journal" />${more}
     <bpmn:userTask id="A">
       <bpmn:ioSpecification id="IO"><bpmn:dataInput id="draft" /><bpmn:inputSet id="IS"><bpmn:dataInputRefs>draft</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet id="OS" /></bpmn:ioSpecification>
       <bpmn:dataInputAssociation id="DA">${association}</bpmn:dataInputAssociation></bpmn:userTask>`,
  );
const from = (...sources: string[]) => sources.map((source) => `<bpmn:sourceRef>${source}</bpmn:sourceRef>`).join('');
const to = '<bpmn:targetRef>draft</bpmn:targetRef>';
const good = withInput(from('referral_ref') + to);
const item = (structure: string) =>
  around('<bpmn:property id="score" itemSubjectRef="Item" /><bpmn:userTask id="A" />', {
    roots: `<bpmn:itemDefinition id="Item" structureRef="${structure}" />`,
  });

/** Findings about data. */
export const dataCases: readonly DiagnosticCase[] = [
  {
    code: 'NAME_NOT_USABLE',
    rule: 'a variable has a name that FEEL can read',
    element: 'P',
    bad: around('<bpmn:userTask id="A" />', { variables: { 'blood pressure': 'number' } }),
    good: around('<bpmn:userTask id="A" />', { variables: { blodtrykk_høyt: 'number' } }),
  },
  {
    code: 'DATA_NOT_READABLE',
    rule: 'a data object whose name is no variable is pointed out',
    element: 'letter',
    bad: around('<bpmn:dataObject id="letter" name="Brev til fastlegen" /><bpmn:userTask id="A" />'),
    good: around('<bpmn:dataObject id="letter" name="brev" /><bpmn:userTask id="A" />'),
  },
  {
    code: 'TYPE_NOT_KNOWN',
    rule: 'a declared type is one of FEEL',
    element: 'score',
    bad: item('Patient'),
    good: item('xsd:decimal'),
  },
  {
    code: 'VARIABLE_DECLARED_TWICE',
    rule: 'a name is declared once on a level',
    element: 'P',
    bad: around(`${object('score')}<bpmn:userTask id="A" />`, { variables: { score: 'number' } }),
    good: around(`${object('points')}<bpmn:userTask id="A" />`, { variables: { score: 'number' } }),
  },
  {
    code: 'VARIABLE_TYPES_DIFFER',
    rule: 'a form that writes another type than is declared is pointed out',
    element: 'P',
    bad: around('<bpmn:userTask id="A" pathway:form="report" />', { variables: { score: 'string' } }),
    good: around('<bpmn:userTask id="A" pathway:form="report" />', { variables: { score: 'number' } }),
    options: { forms: { report: { properties: { score: { type: 'integer' } } } } },
    goodOptions: { forms: { report: { properties: { score: { type: 'integer' } } } } },
  },
  {
    code: 'DATA_ASSOCIATION_WITHOUT_EFFECT',
    rule: 'an association that is only drawn is said to have no effect',
    element: 'A',
    bad: around(
      `${object('referral')}<bpmn:userTask id="A"><bpmn:property id="Prop" name="__targetRef_placeholder" /><bpmn:dataInputAssociation id="DA">${from('referral_ref')}<bpmn:targetRef>Prop</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask>`,
    ),
    good,
  },
  {
    code: 'DATA_STORE_NOT_EXECUTABLE',
    rule: 'a data store is neither read nor written',
    element: 'A',
    bad: withInput(from('store') + to),
    good,
  },
  {
    code: 'TRANSFORMATION_MISSING',
    rule: 'several sources are brought together by a transformation (10.4.2)',
    element: 'A',
    bad: withInput(from('referral_ref', 'letter_ref') + to),
    good: withInput(
      `${from('referral_ref', 'letter_ref')}${to}<bpmn:transformation id="TR" xsi:type="bpmn:tFormalExpression">[referral, letter]</bpmn:transformation>`,
    ),
  },
  {
    code: 'ASSIGNMENT_WITHOUT_SOURCE',
    rule: 'an assignment says from what',
    element: 'A',
    bad: withInput(
      `${from('referral_ref')}${to}<bpmn:assignment id="AS"><bpmn:from xsi:type="bpmn:tFormalExpression"></bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">draft.text</bpmn:to></bpmn:assignment>`,
    ),
    good: withInput(
      `${from('referral_ref')}${to}<bpmn:assignment id="AS"><bpmn:from xsi:type="bpmn:tFormalExpression">referral</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">draft.text</bpmn:to></bpmn:assignment>`,
    ),
  },
];
