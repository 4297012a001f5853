import type { CompiledUnaryTests } from '../expressions/compile-expression.js';
import type { CompiledExpression, ExpressionClock, FeelType, Lookup } from '../expressions/compiled-expression.js';
import { madeBy } from '../expressions/recipe.js';
import type { Json } from '../execution/json.js';
import type { DecisionBuilder, Names } from './decision-builder.js';
import { DecisionError } from './decision-error.js';
import type { InputXml } from './dmn-xml.js';

/** An input column of a decision table. */
export interface Input {
  readonly column: string;
  readonly type: FeelType;
  readonly reads: readonly string[];
  /** Its value. @throws DecisionError INPUT_NOT_ALLOWED, ExpressionError */
  read(lookup: Lookup, clock: ExpressionClock): Json;
}

/**
 * The input expression with the values that it may have: those of the column, or of its type's item definition
 * (DMN 1.3, 8.3.2). A value that is missing is null, which only cells of `-` or `null` take.
 */
export function compileInput(xml: InputXml, index: number, names: Names, builder: DecisionBuilder): Input {
  const column = xml.label ?? xml.inputExpression?.text ?? xml.id ?? `input ${index + 1}`;
  const place = { column };
  const declared = builder.type(xml.inputExpression?.typeRef, place);
  const expression = builder.expression(xml.inputExpression, names, declared, place);
  if (!xml.inputExpression?.text?.trim())
    builder.problem('EXPRESSION_EMPTY', 'The input column has no expression.', place);
  const type = declared === 'Any' ? (expression?.type ?? 'Any') : declared;
  const ofType =
    xml.inputExpression?.typeRef === undefined ? undefined : builder.types.get(xml.inputExpression.typeRef);
  const values = xml.inputValues?.text?.trim()
    ? xml.inputValues
    : { $type: 'dmn:UnaryTests', text: ofType?.allowedValues ?? '' };
  const allowed = builder.tests(values, NO_NAMES, type, place);
  return makeInput({ decision: builder.decisionId, column, type, expression, allowed });
}

export interface InputParts extends Pick<Input, 'column' | 'type'> {
  readonly decision: string;
  readonly expression: CompiledExpression | undefined;
  readonly allowed: CompiledUnaryTests | undefined;
}

export function makeInput(parts: InputParts): Input {
  const { decision, column, type, expression, allowed } = parts;
  const read: Input['read'] = (lookup, clock) => {
    const value = expression?.evaluate(lookup, clock) ?? null;
    if (value !== null && allowed !== undefined && allowed.evaluate(value, lookup, clock) !== true) {
      throw new DecisionError('INPUT_NOT_ALLOWED', { decision, column });
    }
    return value;
  };
  return madeBy({ column, type, reads: expression?.reads ?? [], read }, 'input', parts);
}

const NO_NAMES: Names = new Map();
