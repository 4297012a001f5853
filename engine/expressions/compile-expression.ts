import type { Json } from '../execution/json.js';
import type { Builder, Built } from './compilation/builder.js';
import { build } from './compilation/build.js';
import { OUTERMOST, type Binding } from './compilation/scope.js';
import { areCompatible, describeType, outsideType, typeOf, type StaticType } from './compilation/static-type.js';
import type { CompiledExpression, ExpressionClock, FeelType, Lookup } from './compiled-expression.js';
import { Frame } from './evaluation/frame.js';
import { WorkBudget } from './work-budget.js';
import { ExpressionError } from './expression-error.js';
import type { ExpressionProblem } from './expression-problem.js';
import { FUNCTION_NAMES } from './functions/all.js';
import { EXPRESSION_LIMITS } from './limits.js';
import { madeBy } from './recipe.js';
import { NOBODY, STEPS, type Payer } from './steps.js';
import { stepsOf } from './syntax/children.js';
import { isSimpleName, KnownNames } from './syntax/known-names.js';
import { parse } from './syntax/parse.js';
import { SyntaxFailure } from './syntax/syntax-failure.js';
import type { SyntaxNode } from './syntax/syntax-node.js';
import { fromJson, toJson } from './values/json-values.js';
import { kindOf, type Value } from './values/value.js';

/** What an expression may rely on at its place in the model. */
export interface ExpressionContext {
  /** Variables by name, with their types. */
  readonly declared: ReadonlyMap<string, FeelType>;
  /** Type, or one of the types, that the place needs; absent: any. */
  readonly expected?: FeelType | readonly FeelType[];
  /** IANA name of the pathway's zone, for what is worked out at deployment; default `Europe/Oslo`. */
  readonly zone?: string;
}

export interface ExpressionResult {
  /** Absent if there are problems. */
  readonly expression?: CompiledExpression;
  readonly problems: readonly ExpressionProblem[];
}

/** A cell of a decision table, compiled once. */
export interface CompiledUnaryTests {
  readonly source: string;
  readonly reads: readonly string[];
  /** Whether the value passes; null where FEEL cannot tell. @throws ExpressionError */
  evaluate(input: Json, lookup: Lookup, clock: ExpressionClock): boolean | null;
}

export interface UnaryTestsResult {
  readonly tests?: CompiledUnaryTests;
  readonly problems: readonly ExpressionProblem[];
}

/**
 * Checks a FEEL expression and makes a function of the variables that it reads (DMN 1.3, section 10).
 * A leading `=` is passed over. Nothing is thrown: what is wrong comes back as problems, in reading order.
 */
export function compileExpression(source: string, context: ExpressionContext): ExpressionResult {
  const compilation = new Compilation(surroundings(context));
  const built = compilation.compile(source, 'expression');
  if (built !== undefined) compilation.checkResult(built.type, context.expected, source);
  const { problems } = compilation;
  if (built === undefined || problems.length > 0) return { problems };
  return { expression: compiled(source, built, compilation), problems };
}

/**
 * The same for a cell of a decision table (DMN 1.3, 7.3.4 unary tests), whose input is `?`.
 * @param input type of the column's input expression
 */
export function compileUnaryTests(source: string, context: ExpressionContext, input: FeelType): UnaryTestsResult {
  const compilation = new Compilation(surroundings(context), typeOf(input));
  const built = compilation.compile(source, 'unaryTests');
  const { problems } = compilation;
  if (built === undefined || problems.length > 0) return { problems };
  return { tests: compiledTests(source, built, compilation, input), problems };
}

function compiledTests(source: string, built: Built, compilation: Compilation, input: FeelType): CompiledUnaryTests {
  const { slots, cost } = compilation;
  const reads = Object.freeze(compilation.reads);
  const slot = compilation.input?.slot ?? 0;
  const evaluate: CompiledUnaryTests['evaluate'] = (value, lookup, clock) => {
    const frame = new Frame(lookup, clock, slots, cost);
    frame.slots[slot] = fromJson(value, frame);
    return built.run(frame) as boolean | null;
  };
  const made = Object.freeze({ source, reads, evaluate });
  return madeBy(made, 'unaryTests', { ...compilation.recipe(source), input } satisfies UnaryTestsParts);
}

/** What an expression is made of again: of the names of its place only those that it reads, and those of several words. */
export interface ExpressionParts {
  readonly source: string;
  /** Types of the names it reads. */
  readonly types: Readonly<Record<string, FeelType>>;
  readonly known: readonly string[];
  readonly zone?: string;
}

export interface UnaryTestsParts extends ExpressionParts {
  readonly input: FeelType;
}

/** The expression that these parts come from, once more. @throws Error when they come from none */
export function makeExpression({ source, ...parts }: ExpressionParts): CompiledExpression {
  const compilation = new Compilation(surroundingsOf(parts));
  return compiled(source, compilation.again(source, 'expression'), compilation);
}

/** The cell that these parts come from, once more. @throws Error when they come from none */
export function makeUnaryTests({ source, input, ...parts }: UnaryTestsParts): CompiledUnaryTests {
  const compilation = new Compilation(surroundingsOf(parts), typeOf(input));
  return compiledTests(source, compilation.again(source, 'unaryTests'), compilation, input);
}

export interface ConstantParts {
  readonly value: Json;
  readonly source: string;
}

/** An expression that always gives this value. */
export function constantExpression(value: Json, source = JSON.stringify(value)): CompiledExpression {
  const kind = kindOf(fromJson(value, NOBODY));
  const type: FeelType = kind === 'range' ? 'Any' : kind;
  const reads = Object.freeze<string[]>([]);
  const made = Object.freeze({ source, reads, type, constant: value, evaluate: () => value });
  return madeBy(made, 'constant', { value, source } satisfies ConstantParts);
}

function compiled(source: string, built: Built, compilation: Compilation): CompiledExpression {
  const { slots, cost } = compilation;
  const reads = Object.freeze(compilation.reads);
  const { run } = built;
  const evaluate: CompiledExpression['evaluate'] = (lookup, clock) => {
    const frame = new Frame(lookup, clock, slots, cost);
    return result(run(frame), frame);
  };
  const constant = built.constant === undefined ? {} : { constant: result(built.constant, NOBODY) };
  const made = Object.freeze({ source, reads, type: outsideType(built.type), ...constant, evaluate });
  return madeBy(made, 'expression', compilation.recipe(source));
}

/** Truth values and numbers are their own JSON; everything else is measured. */
function result(value: Value, payer: Payer): Json {
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && value !== 0)) return value;
  let characters = 0;
  return toJson(value, payer, (more) => {
    characters += more;
    if (characters > EXPRESSION_LIMITS.textLength) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'textLength' });
  });
}

/** What an expression sees around it. */
interface Surroundings {
  readonly typeOf: (name: string) => FeelType | undefined;
  /** Declared names of several words. */
  readonly known: readonly string[];
  readonly zone?: string;
}

function surroundings({ declared, zone }: ExpressionContext): Surroundings {
  return { typeOf: (name) => declared.get(name), known: severalWords(declared), ...(zone !== undefined && { zone }) };
}

function surroundingsOf({ types, known, zone }: Omit<ExpressionParts, 'source'>): Surroundings {
  const typeOfName = (name: string): FeelType | undefined => (Object.hasOwn(types, name) ? types[name] : undefined);
  return { typeOf: typeOfName, known, ...(zone !== undefined && { zone }) };
}

const listed = new WeakMap<
  ReadonlyMap<string, FeelType>,
  { readonly size: number; readonly known: readonly string[] }
>();
const takenApart = new WeakMap<readonly string[], KnownNames>();

/** The expressions of a model share their variables: they are looked through once. */
function severalWords(declared: ReadonlyMap<string, FeelType>): readonly string[] {
  const before = listed.get(declared);
  if (before?.size === declared.size) return before.known;
  const known = Object.freeze([...declared.keys()].filter((name) => !isSimpleName(name)));
  listed.set(declared, { size: declared.size, known });
  return known;
}

/** And taken apart once. */
function knownNames(known: readonly string[]): KnownNames {
  let names = takenApart.get(known);
  if (!names) takenApart.set(known, (names = new KnownNames(known)));
  return names;
}

/** One expression while it is compiled: what it reads, its problems, and its places in the frame. */
class Compilation implements Builder {
  readonly problems: ExpressionProblem[] = [];
  readonly reads: string[] = [];
  readonly input: Binding | undefined;
  slots = 0;
  /** Steps of one evaluation, without what grows with the data. */
  cost = 0;
  readonly budget = new WorkBudget(EXPRESSION_LIMITS.literalSteps);
  readonly zone: string;
  readonly #around: Surroundings;
  readonly #variables = new Map<string, Binding>();

  constructor(around: Surroundings, input?: StaticType) {
    this.#around = around;
    this.zone = around.zone ?? 'Europe/Oslo';
    this.input = input === undefined ? undefined : { slot: this.slot(), type: input };
  }

  compile(source: string, kind: 'expression' | 'unaryTests'): Built | undefined {
    try {
      const node = parse(source, { names: knownNames(this.#around.known), functions: FUNCTION_NAMES }, kind);
      this.cost = STEPS.evaluation + stepsOf(node);
      return this.build(node, OUTERMOST);
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      this.problems.push(error.problem);
      return undefined;
    }
  }

  /** What compiled before does so again. */
  again(source: string, kind: 'expression' | 'unaryTests'): Built {
    const built = this.compile(source, kind);
    if (built === undefined || this.problems.length > 0) throw new Error('EXPRESSION_NO_LONGER_COMPILES');
    return built;
  }

  recipe(source: string): ExpressionParts {
    const types = Object.fromEntries(this.reads.map((name) => [name, this.#around.typeOf(name) ?? 'Any']));
    const { known, zone } = this.#around;
    return { source, types, known, ...(zone !== undefined && { zone }) };
  }

  build(node: SyntaxNode, scope: typeof OUTERMOST): Built {
    return build(node, scope, this);
  }

  problem(code: ExpressionProblem['code'], at: ExpressionProblem['position'], message: string, name?: string): void {
    const position = { from: at.from, to: at.to };
    this.problems.push({ code, position, ...(name === undefined ? {} : { name }), message });
  }

  slot(): number {
    return this.slots++;
  }

  variable(name: string): Binding | undefined {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const type = this.#around.typeOf(name);
    if (type === undefined) return undefined;
    const binding = { slot: this.slot(), type: typeOf(type) };
    this.#variables.set(name, binding);
    this.reads.push(name);
    return binding;
  }

  checkResult(type: StaticType, expected: ExpressionContext['expected'], source: string): void {
    const types = expected === undefined ? [] : typeof expected === 'string' ? [expected] : expected;
    if (types.length === 0 || types.some((wanted) => areCompatible(typeOf(wanted), type))) return;
    const wanted = types.map((each) => describeType(typeOf(each))).join(' or ');
    const message = `This place needs ${wanted}, but the expression gives ${describeType(type)}.`;
    this.problem('WRONG_RESULT_TYPE', { from: 0, to: source.length }, message);
  }
}
