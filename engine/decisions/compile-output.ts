import type { CompiledExpression, FeelType } from '../expressions/compiled-expression.js';
import { compileExpression, type CompiledUnaryTests } from '../expressions/compile-expression.js';
import type { Json } from '../execution/json.js';
import type { DecisionBuilder, Names, Place } from './decision-builder.js';
import type { OutputXml } from './dmn-xml.js';
import type { HitPolicy } from './hit-policy.js';

/** An output column of a decision table. */
export interface Output {
  readonly name: string;
  readonly column: string;
  readonly type: FeelType;
  readonly allowed: CompiledUnaryTests | undefined;
  /** Output values as JSON texts, highest priority first, where the hit policy needs them. */
  readonly priorities: readonly string[] | undefined;
  /** Default output entry. */
  readonly otherwise: CompiledExpression | undefined;
}

interface TableTraits {
  /** Name of a single output without one. */
  readonly fallback: string;
  readonly typeRef: string | undefined;
  readonly policy: HitPolicy;
}

export function compileOutput(
  xml: OutputXml,
  index: number,
  names: Names,
  builder: DecisionBuilder,
  { fallback, typeRef, policy }: TableTraits,
): Output {
  const name = xml.name ?? (index === 0 ? fallback : `output ${index + 1}`);
  const column = xml.label ?? name;
  const place = { column };
  const type = builder.type(xml.typeRef ?? (index === 0 ? typeRef : undefined), place);
  const ofType = xml.typeRef === undefined ? undefined : builder.types.get(xml.typeRef);
  const values = xml.outputValues?.text?.trim()
    ? xml.outputValues
    : { $type: 'dmn:UnaryTests', text: ofType?.allowedValues ?? '' };
  return {
    name,
    column,
    type,
    allowed: builder.tests(values, new Map(), type, place),
    priorities: policy.needsPriorities && values.text ? priorities(values.text, builder, place) : undefined,
    otherwise: builder.expression(xml.defaultOutputEntry, names, type, place),
  };
}

/** The output values in their order (DMN 1.3, 8.3.1): only literals have one. */
function priorities(text: string, builder: DecisionBuilder, place: Place): readonly string[] | undefined {
  const { expression } = compileExpression(`[${text}]`, { declared: new Map() });
  if (expression?.reads.length === 0) {
    try {
      const values = expression.evaluate(() => null, { now: 0, zone: 'UTC' }) as readonly Json[];
      return values.map((value) => JSON.stringify(value));
    } catch {
      // A range has no place in an order of values: reported below.
    }
  }
  builder.problem(
    'OUTPUT_VALUES_NOT_LITERAL',
    'Output values that rules are ordered by must be listed one by one.',
    place,
  );
  return undefined;
}
