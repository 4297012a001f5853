import { ExpressionError } from '../expression-error.js';
import { numberOf } from '../evaluation/arithmetic.js';
import { Frame } from '../evaluation/frame.js';
import { FUNCTIONS } from '../functions/all.js';
import { patternOf } from '../functions/pattern.js';
import { CLOCK_FUNCTIONS } from '../functions/temporal-functions.js';
import type { Parameter, Signature } from '../functions/signature.js';
import { BudgetSpent } from '../work-budget.js';
import { STEPS } from '../steps.js';
import type { NodeOf } from '../syntax/syntax-node.js';
import type { Decimal } from '../values/decimal.js';
import { kindOf, type Value } from '../values/value.js';
import type { Builder, Built } from './builder.js';
import type { Scope } from './scope.js';
import { TYPES, areCompatible, describeType, typeOf, type StaticType } from './static-type.js';

/** A call of a built-in function. There are no others: functions cannot be defined or given as values. */
export function buildCall(node: NodeOf<'call'>, scope: Scope, builder: Builder): Built {
  const args = node.args.map((arg) => builder.build(arg, scope));
  const signatures = FUNCTIONS.get(node.name);
  if (signatures === undefined) {
    builder.problem('UNKNOWN_FUNCTION', node, `There is no function "${node.name}".`, node.name);
    return { run: () => null, type: TYPES.any };
  }
  for (const [signature, accepts] of candidates(signatures)) {
    const placed = place(node, args, signature);
    if (placed !== undefined && fits(placed, signature, accepts)) {
      return folded(node, callOf(signature, placed), placed, builder);
    }
  }
  builder.problem('WRONG_ARGUMENTS', node, sentence(signatures, args), node.name);
  return { run: () => null, type: signatures[0]?.result ?? TYPES.any };
}

/**
 * A call with literals only is made once, at deployment, and what is wrong with them is known then. One that costs much is
 * left for the evaluation, which pays for it.
 */
function folded(node: NodeOf<'call'>, call: Built, args: readonly (Built | undefined)[], builder: Builder): Built {
  const literal = args.every((arg) => arg === undefined || arg.constant !== undefined);
  if (!literal || CLOCK_FUNCTIONS.has(node.name)) return checkPattern(node, call, args, builder);
  try {
    const value = call.run(frameOf(builder));
    return { ...call, run: () => value, constant: value };
  } catch (error) {
    if (error instanceof BudgetSpent) return checkPattern(node, call, args, builder);
    return reportFailure(node, call, error, builder);
  }
}

function frameOf({ zone, budget }: Builder): Frame {
  return new Frame(() => null, { now: 0, zone, budget }, 0, 0);
}

function reportFailure(node: NodeOf<'call'>, call: Built, error: unknown, builder: Builder): Built {
  if (!(error instanceof ExpressionError)) throw error;
  const code = error.code === 'INVALID_PATTERN' ? 'INVALID_PATTERN' : 'INVALID_LITERAL';
  builder.problem(code, node, `"${node.name}" cannot work with what it is given here.`, node.name);
  return call;
}

/** A pattern that is written in the expression is checked with it, as far as its budget goes. */
function checkPattern(
  node: NodeOf<'call'>,
  call: Built,
  args: readonly (Built | undefined)[],
  builder: Builder,
): Built {
  const [pattern, flags] = [args[1]?.constant, args[node.name === 'matches' ? 2 : 3]?.constant ?? ''];
  if (!PATTERN_FUNCTIONS.has(node.name) || typeof pattern !== 'string' || typeof flags !== 'string') return call;
  try {
    patternOf(pattern, flags, frameOf(builder));
    return call;
  } catch (error) {
    if (error instanceof BudgetSpent) return call;
    return reportFailure(node, call, error, builder);
  }
}

const PATTERN_FUNCTIONS: ReadonlySet<string> = new Set(['matches', 'replace', 'split']);

/** Values in the order of the parameters, undefined for what is left out; undefined if names or their number do not fit. */
function place(
  node: NodeOf<'call'>,
  args: readonly Built[],
  signature: Signature,
): readonly (Built | undefined)[] | undefined {
  const { parameters } = signature;
  if (node.named === undefined) {
    const repeated = parameters.at(-1)?.repeated === true;
    return args.length > parameters.length && !repeated ? undefined : args;
  }
  const names = node.named.map((argument) => argument.name);
  if (new Set(names).size !== names.length) return undefined;
  if (names.some((name) => !parameters.some((parameter) => parameter.name === name))) return undefined;
  return parameters.map((parameter) => args[names.indexOf(parameter.name)]);
}

type Accepts = (parameter: Parameter | undefined, type: StaticType) => boolean;

/** First those whose types are known to be right, then those that may be, the most general of them first. */
function candidates(signatures: readonly Signature[]): readonly (readonly [Signature, Accepts])[] {
  if (signatures.length === 1) return signatures.map((signature) => [signature, accepts]);
  const exact = signatures.map((signature) => [signature, acceptsExactly] as const);
  return [...exact, ...signatures.map((signature) => [signature, accepts] as const).reverse()];
}

function acceptsExactly(parameter: Parameter | undefined, type: StaticType): boolean {
  return (
    parameter?.types.some((base) => base === 'Any' || (type.base !== 'Any' && areCompatible({ base }, type))) === true
  );
}

function fits(args: readonly (Built | undefined)[], { parameters }: Signature, accepts: Accepts): boolean {
  if (parameters.some((parameter, index) => !parameter.optional && args[index] === undefined)) return false;
  return args.every((arg, index) => arg === undefined || accepts(parameterAt(parameters, index), arg.type));
}

function parameterAt(parameters: readonly Parameter[], index: number): Parameter | undefined {
  return parameters[index] ?? parameters.at(-1);
}

/** A single value goes where a list is needed and a list where a single value is (DMN 1.3, 10.3.2.9.4). */
function accepts(parameter: Parameter | undefined, type: StaticType): boolean {
  if (parameter === undefined) return false;
  const types = parameter.types.map((base): StaticType => ({ base }));
  return (
    types.some((accepted) => accepted.base === 'list' || areCompatible(accepted, type)) || acceptsElement(types, type)
  );
}

function acceptsElement(types: readonly StaticType[], type: StaticType): boolean {
  return type.base === 'list' && types.some((accepted) => areCompatible(accepted, type.element ?? TYPES.any));
}

function callOf(signature: Signature, args: readonly (Built | undefined)[]): Built {
  const runs = args.map((arg) => arg?.run);
  const { parameters, call, name } = signature;
  return {
    type: signature.result,
    run: (frame) => {
      const values: Value[] = [];
      for (const [index, run] of runs.entries()) {
        const parameter = parameterAt(parameters, index) as Parameter;
        const value = run === undefined ? undefined : argument(run(frame), parameter, name, frame);
        if (value === null && !parameter.types.includes('Any') && !parameter.optional) return null;
        values.push(value as Value);
      }
      return call(values, frame);
    },
  };
}

/** The value as the function wants it. Pays for its size. @throws ExpressionError WRONG_ARGUMENT */
function argument(value: Value, { types }: Parameter, name: string, frame: Frame): Value {
  const size = typeof value === 'string' ? value.length >> 4 : Array.isArray(value) ? STEPS.item * value.length : 0;
  frame.spend(STEPS.argument + size);
  if (value === null || types.includes('Any')) return value;
  const kind = kindOf(value);
  if (types.includes(kind)) return value;
  if (kind === 'decimal' && types.includes('number')) return numberOf(value as Decimal, frame);
  if (kind === 'number' && types.includes('decimal')) return value;
  if (types.includes('list')) return [value];
  if (Array.isArray(value) && value.length === 1)
    return argument(value[0] as Value, { types } as Parameter, name, frame);
  throw new ExpressionError('WRONG_ARGUMENT', { function: name });
}

function sentence(signatures: readonly Signature[], args: readonly Built[]): string {
  const given = args.map((arg) => describeType(arg.type)).join(', ') || 'nothing';
  const forms = signatures.map(({ name, parameters }) => `${name}(${parameters.map(describe).join(', ')})`);
  return `This function is called as ${forms.join(' or ')}, but was given ${given}.`;
}

function describe({ name, types, optional, repeated }: Parameter): string {
  const names = types.map((type) => (type === 'range' ? 'a range' : describeType(typeOf(type)))).join(' or ');
  return `${name}${optional ? ', if wanted' : ''}: ${names}${repeated ? ', any number of times' : ''}`;
}
