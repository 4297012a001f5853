import type { CompiledExpression, ExpressionClock, FeelType, Lookup } from '../expressions/compiled-expression.js';
import { FORBIDDEN_NAMES } from '../expressions/limits.js';
import { madeBy } from '../expressions/recipe.js';
import { STEPS } from '../expressions/steps.js';
import type { Json } from '../execution/json.js';
import { compileInput, type Input } from './compile-input.js';
import { compileOutput, type Output } from './compile-output.js';
import type { DecisionBuilder, Logic, Names } from './decision-builder.js';
import { DecisionError } from './decision-error.js';
import type { OutputXml, RuleXml, TableXml } from './dmn-xml.js';
import { hitPolicyOf, resultOf, type Hit, type HitPolicy } from './hit-policy.js';
import type { CompiledUnaryTests } from '../expressions/compile-expression.js';

interface Rule {
  readonly id: string;
  /** For each input; undefined where every value passes. */
  readonly tests: readonly (CompiledUnaryTests | undefined)[];
  readonly outputs: readonly (CompiledExpression | undefined)[];
}

/** A decision table (DMN 1.3, section 8). */
export function compileTable(
  xml: TableXml,
  names: Names,
  builder: DecisionBuilder,
  decisionName: string,
): Logic | undefined {
  const policy = policyOf(xml, builder);
  const outputXmls = xml.output ?? [];
  if (policy === undefined || !checkOutputs(xml, outputXmls, policy, builder)) return undefined;
  const declared = withInputNames(xml, names, builder);
  const inputs = (xml.input ?? []).map((input, index) => compileInput(input, index, declared, builder));
  const outputs = outputXmls.map((output, index) =>
    compileOutput(output, index, declared, builder, { fallback: decisionName, typeRef: xml.typeRef, policy }),
  );
  const rules = (xml.rule ?? []).map((rule, index) => compileRule(rule, index, inputs, outputs, declared, builder));
  return makeTable({
    decision: builder.decisionId,
    hitPolicy: hitPolicyName(xml),
    aggregation: xml.aggregation,
    inputs,
    outputs,
    rules,
  });
}

const hitPolicyName = ({ hitPolicy }: TableXml): string => hitPolicy ?? 'UNIQUE';

function policyOf(xml: TableXml, builder: DecisionBuilder): HitPolicy | undefined {
  const name = hitPolicyName(xml);
  const policy = hitPolicyOf(name, xml.aggregation);
  if (policy === undefined)
    builder.problem('HIT_POLICY_NOT_KNOWN', `There is no hit policy ${name} ${xml.aggregation ?? ''}.`);
  return policy;
}

function checkOutputs(
  xml: TableXml,
  outputs: readonly OutputXml[],
  policy: HitPolicy,
  builder: DecisionBuilder,
): boolean {
  if (outputs.length === 0) {
    builder.problem('OUTPUT_MISSING', 'The table has no output column.');
    return false;
  }
  const names = outputs.map(({ name }) => name ?? '');
  if (outputs.length > 1 && (names.includes('') || new Set(names).size < names.length)) {
    builder.problem('OUTPUT_NAMES_NOT_UNIQUE', 'Every output column needs a name of its own.');
  }
  if (names.some((name) => FORBIDDEN_NAMES.has(name))) {
    builder.problem('EXPRESSION_NAME_NOT_ALLOWED', 'An output column has a name that is not allowed.');
  }
  if (xml.hitPolicy === 'COLLECT' && xml.aggregation !== undefined && outputs.length > 1) {
    builder.problem(
      'AGGREGATION_NOT_POSSIBLE',
      'Only the rules of a table with one output column can be added up or counted.',
    );
  }
  if (policy.needsPriorities && outputs.every(({ outputValues }) => !outputValues?.text?.trim())) {
    const message = 'This hit policy orders rules by their output values: list them, the highest priority first.';
    builder.problem('OUTPUT_VALUES_MISSING', message);
  }
  return true;
}

/**
 * A table of a decision for which no requirements are drawn reads the variables that its input columns name:
 * so decision tables are drawn that stand alone, and the column gives the type.
 */
function withInputNames(xml: TableXml, names: Names, builder: DecisionBuilder): Names {
  if (names.size > 0) return names;
  const columns = (xml.input ?? []).flatMap(({ inputExpression }) => {
    const name = inputExpression?.text?.trim() ?? '';
    return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? [[name, builder.type(inputExpression?.typeRef)] as const] : [];
  });
  return new Map(columns);
}

function compileRule(
  xml: RuleXml,
  index: number,
  inputs: readonly Input[],
  outputs: readonly Output[],
  names: Names,
  builder: DecisionBuilder,
): Rule {
  const id = xml.id ?? `rule ${index + 1}`;
  const { inputEntry = [], outputEntry = [] } = xml;
  if (inputEntry.length !== inputs.length || outputEntry.length !== outputs.length) {
    builder.problem('RULE_NOT_COMPLETE', 'The rule does not have a cell for every column.', { ruleId: id });
  }
  return {
    id,
    tests: inputs.map(({ type, column }, at) => builder.tests(inputEntry[at], names, type, { ruleId: id, column })),
    outputs: outputs.map(({ type, column }, at) =>
      builder.expression(outputEntry[at], names, type, { ruleId: id, column }),
    ),
  };
}

export interface TableParts {
  readonly decision: string;
  /** As in DMN. */
  readonly hitPolicy: string;
  readonly aggregation: string | undefined;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
}

/** @throws Error for a hit policy that DMN does not have */
export function makeTable(parts: TableParts): Logic {
  const { decision, inputs, outputs, rules } = parts;
  const policy = hitPolicyOf(parts.hitPolicy, parts.aggregation);
  if (policy === undefined) throw new Error('HIT_POLICY_NOT_KNOWN');
  const columns = outputs.map(({ name }) => name);
  const priorities = outputs.map((output) => output.priorities && ranksOf(output.priorities));
  const rowType: FeelType = outputs.length === 1 ? (outputs[0]?.type ?? 'Any') : 'context';
  const evaluate: Logic['evaluate'] = (lookup, clock) => {
    const values = inputs.map((input) => input.read(lookup, clock));
    const hits: Hit[] = [];
    for (const rule of rules) {
      clock.budget?.spend(STEPS.rule);
      if (!matches(rule, values, lookup, clock)) continue;
      hits.push({ ruleId: rule.id, outputs: outputsOf(rule, outputs, lookup, clock, decision) });
      if (policy.stopsAtFirst) break;
    }
    const otherwise = (): Json => defaults(outputs, columns, lookup, clock);
    return policy.decide(hits, { decisionId: decision, columns, priorities, clock, otherwise });
  };
  const types = Object.fromEntries(outputs.map(({ name, type }) => [name, type]));
  const reads = readsOf(inputs, outputs, rules);
  return madeBy({ type: policy.type(rowType), outputs: types, reads, evaluate }, 'table', parts);
}

/** Place of each output value, the highest priority first; of one that is listed twice the first. */
function ranksOf(values: readonly string[]): ReadonlyMap<string, number> {
  return new Map(values.map((value, rank) => [value, rank] as const).reverse());
}

/** A rule matches where every cell is true; a cell of which FEEL cannot tell does not match (DMN 1.3, 8.3.3). */
function matches(rule: Rule, values: readonly Json[], lookup: Lookup, clock: ExpressionClock): boolean {
  return rule.tests.every(
    (tests, index) => tests === undefined || tests.evaluate(values[index] ?? null, lookup, clock) === true,
  );
}

function outputsOf(
  rule: Rule,
  outputs: readonly Output[],
  lookup: Lookup,
  clock: ExpressionClock,
  decision: string,
): readonly Json[] {
  return rule.outputs.map((expression, index) => {
    const value = expression?.evaluate(lookup, clock) ?? null;
    const output = outputs[index];
    if (value !== null && output?.allowed?.evaluate(value, lookup, clock) === false) {
      throw new DecisionError('OUTPUT_NOT_ALLOWED', { decision, column: output.column, rules: rule.id });
    }
    return value;
  });
}

/** Default outputs where no rule matches; null where there are none (DMN 1.3, 8.3.1, defaultOutputEntry). */
function defaults(
  outputs: readonly Output[],
  columns: readonly string[],
  lookup: Lookup,
  clock: ExpressionClock,
): Json {
  if (outputs.every(({ otherwise }) => otherwise === undefined)) return null;
  return resultOf(
    outputs.map(({ otherwise }) => otherwise?.evaluate(lookup, clock) ?? null),
    columns,
  );
}

function readsOf(inputs: readonly Input[], outputs: readonly Output[], rules: readonly Rule[]): readonly string[] {
  const parts = [
    ...inputs,
    ...rules.flatMap(({ tests }) => tests),
    ...rules.flatMap((rule) => rule.outputs),
    ...outputs.map(({ otherwise }) => otherwise),
  ];
  return [...new Set(parts.flatMap((part) => part?.reads ?? []))];
}
