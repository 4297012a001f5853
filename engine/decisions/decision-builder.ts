import type { ExpressionClock, FeelType, Lookup } from '../expressions/compiled-expression.js';
import { compileExpression, compileUnaryTests, type CompiledUnaryTests } from '../expressions/compile-expression.js';
import type { CompiledExpression } from '../expressions/compiled-expression.js';
import type { ExpressionProblem } from '../expressions/expression-problem.js';
import type { Json } from '../execution/json.js';
import type { DecisionProblem, DecisionProblemCode } from './decision-problem.js';
import type { TextXml } from './dmn-xml.js';
import type { ItemTypes } from './item-types.js';

/** What a decision, or a part of it, is made by. */
export interface Logic {
  readonly type: FeelType;
  /** Output columns by name; only of decision tables. */
  readonly outputs?: Readonly<Record<string, FeelType>>;
  readonly reads: readonly string[];
  evaluate(lookup: Lookup, clock: ExpressionClock): Json;
}

/** Names that logic can read, with their types. */
export type Names = ReadonlyMap<string, FeelType>;

/** Where in a decision something stands. */
export interface Place {
  readonly ruleId?: string;
  readonly column?: string;
}

/** Compiles the expressions of one decision, and keeps what is wrong with it. */
export class DecisionBuilder {
  constructor(
    readonly decisionId: string,
    readonly types: ItemTypes,
    private readonly problems: DecisionProblem[],
  ) {}

  problem(code: DecisionProblemCode, message: string, place: Place = {}): void {
    this.problems.push({ code, decisionId: this.decisionId, ...place, message });
  }

  /** The type of a `typeRef`; `Any` where none is given. */
  type(typeRef: string | undefined, place: Place = {}): FeelType {
    if (typeRef === undefined || typeRef === '') return 'Any';
    const known = this.types.get(typeRef);
    if (known !== undefined) return known.type;
    this.problem('TYPE_NOT_KNOWN', `There is no type "${typeRef}".`, place);
    return 'Any';
  }

  /** Undefined for an empty text and for one that is not right, which is then a problem. */
  expression(xml: TextXml | undefined, names: Names, expected: FeelType, place: Place): CompiledExpression | undefined {
    const text = this.feel(xml, place);
    if (text === undefined) return undefined;
    const { expression, problems } = compileExpression(text, { declared: names, expected });
    this.take(problems, place);
    return expression;
  }

  /** Undefined where every value passes: an empty text or `-`. */
  tests(xml: TextXml | undefined, names: Names, input: FeelType, place: Place): CompiledUnaryTests | undefined {
    const text = this.feel(xml, place);
    if (text === undefined || text === '-') return undefined;
    const { tests, problems } = compileUnaryTests(text, { declared: names }, input);
    this.take(problems, place);
    return tests;
  }

  private feel(xml: TextXml | undefined, place: Place): string | undefined {
    const language = xml?.expressionLanguage;
    if (language !== undefined && !/feel/i.test(language)) {
      this.problem('LANGUAGE_NOT_FEEL', `Decisions are written in FEEL, not in ${language}.`, place);
      return undefined;
    }
    const text = xml?.text?.trim();
    return text === '' ? undefined : text;
  }

  private take(problems: readonly ExpressionProblem[], place: Place): void {
    for (const { code, message } of problems) this.problem(`EXPRESSION_${code}`, message, place);
  }
}
