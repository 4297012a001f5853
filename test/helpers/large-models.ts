import { definitionsText, escapeXml } from './bpmn-text.js';
import { generateLinearModel } from './generated-model.js';

/** What is deployed: a BPMN text with its forms and decisions. */
export interface LargeModel {
  readonly what: string;
  readonly bpmn: string;
  readonly forms?: Readonly<Record<string, object>>;
  readonly decisions?: readonly string[];
}

/**
 * Models that are accepted and near the limits: 5,000 elements, 2 MB of text, conditions of a thousand characters, many
 * forms, joins that are reached from everywhere, two decision tables of thousands of rules.
 * @param salt makes them other models
 */
export function largeModels(salt: string): readonly LargeModel[] {
  return [
    { what: 'as many elements as may be', bpmn: generateLinearModel(2_050).replace('Generert', salt) },
    { what: 'two megabytes of text', bpmn: longText(salt) },
    { what: 'long conditions', bpmn: conditions(1_300, 38, salt) },
    { what: 'very many conditions', bpmn: conditions(2_400, 2, salt) },
    { what: 'joins that everything reaches', bpmn: joins(salt) },
    { what: 'many forms', bpmn: tasks(40, (index) => `pathway:form="f${index}"`, salt), forms: forms(salt) },
    { what: 'large decision tables', bpmn: decided(salt), decisions: [decision('one', 5_000), decision('two', 5_000)] },
  ];
}

const list = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const process = (inner: string, salt: string): string =>
  definitionsText(`<bpmn:process id="Large" name="${salt}" isExecutable="true"><bpmn:extensionElements><pathway:variables>
<pathway:variable name="score" type="number" /></pathway:variables></bpmn:extensionElements><bpmn:startEvent id="Start" />${inner}</bpmn:process>`);

const flow = (id: string, from: string, to: string, condition?: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:conditionExpression>`
  }</bpmn:sequenceFlow>`;

const chain = (ids: readonly string[]): string =>
  ids.map((id, index) => flow(`To_${id}`, ids[index - 1] ?? 'Start', id)).join('');

function tasks(count: number, attributes: (index: number) => string, salt: string, inner = ''): string {
  const all = list(count, (index) => `<bpmn:userTask id="T${index}" ${attributes(index)}>${inner}</bpmn:userTask>`);
  return process(`${all.join('')}${chain(list(count, (index) => `T${index}`))}`, salt);
}

function longText(salt: string): string {
  const text = `<bpmn:documentation>${'å vurdere behov '.repeat(32)}</bpmn:documentation>`;
  return tasks(2_400, (index) => `name="Vurder ${index}"`, salt, text);
}

function conditions(count: number, terms: number, salt: string): string {
  const condition = (flow: number): string => list(terms, (term) => `score + ${flow} > ${term} + 1`).join(' and ');
  const flows = list(count, (index) => flow(`F${index}`, 'Choice', 'End', condition(index)));
  return process(
    `<bpmn:exclusiveGateway id="Choice" default="Else" /><bpmn:endEvent id="End" />${flow('In', 'Start', 'Choice')}${flow('Else', 'Choice', 'End')}${flows.join('')}`,
    salt,
  );
}

function joins(salt: string): string {
  const ids = list(1_000, (index) => `T${index}`);
  const branches = list(380, (index) => flow(`B${index}`, 'Split', 'Join', `score > ${index}`));
  return process(
    `${ids.map((id) => `<bpmn:task id="${id}" />`).join('')}${chain([...ids, 'Split'])}<bpmn:inclusiveGateway id="Split" />
     <bpmn:inclusiveGateway id="Join" />${branches.join('')}<bpmn:endEvent id="End" />${flow('Out', 'Join', 'End')}`,
    salt,
  );
}

function forms(salt: string): Readonly<Record<string, object>> {
  const field = (form: number, index: number): object =>
    index % 2 === 0
      ? { type: 'string', pattern: `^[a-z]{1,${(index % 50) + 1}}x${form}$` }
      : { type: 'string', enum: ['a', 'b', `c${index}`] };
  return Object.fromEntries(
    list(40, (form) => {
      const properties = Object.fromEntries(list(200, (index) => [`field${index}`, field(form, index)]));
      return [`f${form}`, { type: 'object', title: `${salt} ${form}`, properties }];
    }),
  );
}

function decided(salt: string): string {
  const all = ['one', 'two'].map(
    (id) => `<bpmn:businessRuleTask id="T_${id}" pathway:decision="${id}" pathway:resultVariable="${id}" />`,
  );
  return process(`${all.join('')}${chain(['T_one', 'T_two'])}`, salt);
}

function decision(id: string, rules: number): string {
  const rule = (index: number): string =>
    `<rule id="${id}_${index}"><inputEntry id="${id}_i${index}"><text>[${index}..${index + 1}]</text></inputEntry>` +
    `<outputEntry id="${id}_o${index}"><text>${index} + score * 2</text></outputEntry></rule>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D_${id}" name="${id}" namespace="urn:test">
<decision id="${id}" name="${id}"><decisionTable id="Table_${id}" hitPolicy="FIRST">
<input id="In_${id}"><inputExpression id="Ie_${id}" typeRef="number"><text>score</text></inputExpression></input>
<output id="Out_${id}" name="${id}" typeRef="number" />${list(rules, rule).join('')}</decisionTable></decision></definitions>`;
}
