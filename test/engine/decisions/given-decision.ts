import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { compileDecisions } from '../../../engine/decisions/compile-decisions.js';
import type { CompiledDecision } from '../../../engine/decisions/compiled-decision.js';
import { DecisionError } from '../../../engine/decisions/decision-error.js';
import type { DecisionProblem } from '../../../engine/decisions/decision-problem.js';
import { ExpressionError } from '../../../engine/expressions/expression-error.js';
import type { Json } from '../../../engine/execution/json.js';

/** Christmas Eve 2026, one o'clock in Oslo. */
export const CLOCK = { now: Date.UTC(2026, 11, 24, 12), zone: 'Europe/Oslo' };

export type Values = Readonly<Record<string, Json>>;

interface Column {
  readonly name?: string;
  readonly text?: string;
  readonly type?: string;
  /** Allowed values. */
  readonly values?: string;
  /** Default output entry. */
  readonly otherwise?: string;
}

export interface Table {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  /** Cells of inputs, then of outputs. */
  readonly rules: readonly (readonly string[])[];
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const typeRef = (type: string | undefined): string => (type === undefined ? '' : ` typeRef="${type}"`);
const tests = (tag: string, text: string | undefined): string =>
  text === undefined ? '' : `<${tag}><text>${escaped(text)}</text></${tag}>`;

export function tableXml({ hitPolicy, aggregation, inputs, outputs, rules }: Table): string {
  const policy = (hitPolicy ? ` hitPolicy="${hitPolicy}"` : '') + (aggregation ? ` aggregation="${aggregation}"` : '');
  const inputXml = inputs.map(
    ({ text, type, values }, at) =>
      `<input id="in${at}"><inputExpression${typeRef(type)}><text>${escaped(text ?? '')}</text></inputExpression>${tests('inputValues', values)}</input>`,
  );
  const outputXml = outputs.map(
    ({ name, type, values, otherwise }, at) =>
      `<output id="out${at}"${name === undefined ? '' : ` name="${name}"`}${typeRef(type)}>${tests('outputValues', values)}${tests('defaultOutputEntry', otherwise)}</output>`,
  );
  const ruleXml = rules.map((cells, at) => {
    const entries = cells.map((cell, column) => tests(column < inputs.length ? 'inputEntry' : 'outputEntry', cell));
    return `<rule id="R${at + 1}">${entries.join('')}</rule>`;
  });
  return `<decisionTable id="Table"${policy}>${[...inputXml, ...outputXml, ...ruleXml].join('')}</decisionTable>`;
}

/** The text of DMN 1.3 definitions around elements. */
export function dmn(...elements: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="Definitions" name="Test" namespace="urn:test">${elements.join('')}</definitions>`;
}

export function inputData(name: string, type?: string): string {
  return `<inputData id="Input_${name}" name="${name}"><variable name="${name}"${typeRef(type)}/></inputData>`;
}

export function decisionXml(id: string, logic: string, required: readonly string[] = [], more = ''): string {
  const requirements = required.map((target) => {
    const kind = target.startsWith('Input_') ? 'requiredInput' : 'requiredDecision';
    return `<informationRequirement><${kind} href="#${target}"/></informationRequirement>`;
  });
  return `<decision id="${id}" name="${id}">${more}${requirements.join('')}${logic}</decision>`;
}

export function literal(text: string, type?: string): string {
  return `<literalExpression${typeRef(type)}><text>${escaped(text)}</text></literalExpression>`;
}

/** A table over numbers and texts of its own, with the columns' names as inputs. */
export async function givenTable(table: Table): Promise<CompiledDecision> {
  const inputs = table.inputs.map(({ text, type }) => inputData(text ?? '', type));
  return givenDecision(
    dmn(
      ...inputs,
      decisionXml(
        'Decision',
        tableXml(table),
        table.inputs.map(({ text }) => `Input_${text}`),
      ),
    ),
  );
}

export async function givenDecision(xml: string, id = 'Decision'): Promise<CompiledDecision> {
  const { decisions, problems } = await compileDecisions([xml]);
  expect(problems).to.deep.equal([]);
  return decisions.get(id) as CompiledDecision;
}

export async function problemsOf(...texts: readonly string[]): Promise<readonly DecisionProblem[]> {
  return (await compileDecisions(texts)).problems;
}

export function dmnFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

export function decide(decision: CompiledDecision, values: Values): Json {
  return decision.evaluate((name) => values[name], CLOCK);
}

/** Code of the error that a decision ends with, and what it is about. */
export function failureOf(decision: CompiledDecision, values: Values): string {
  try {
    decide(decision, values);
  } catch (error) {
    if (error instanceof DecisionError) return `${error.code} ${JSON.stringify(error.details)}`;
    if (error instanceof ExpressionError) return error.code;
    throw error;
  }
  return 'no error';
}
