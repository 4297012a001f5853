import type { ExpressionProblemCode } from '../expressions/expression-problem.js';

/** What can be wrong with a DMN text. One closed list. */
export type DecisionProblemCode =
  | 'XML_NOT_READABLE'
  /** Elements that are not part of DMN decisions as they are executed here, as business knowledge models. */
  | 'NOT_SUPPORTED'
  | 'LANGUAGE_NOT_FEEL'
  | 'ID_MISSING'
  | 'ID_NOT_UNIQUE'
  | 'NAME_MISSING'
  | 'REQUIREMENT_NOT_FOUND'
  | 'REQUIREMENTS_IN_A_CIRCLE'
  | 'REQUIREMENTS_TOO_DEEP'
  | 'LOGIC_MISSING'
  | 'TYPE_NOT_KNOWN'
  | 'HIT_POLICY_NOT_KNOWN'
  | 'AGGREGATION_NOT_POSSIBLE'
  | 'OUTPUT_MISSING'
  | 'OUTPUT_NAMES_NOT_UNIQUE'
  /** PRIORITY and OUTPUT ORDER need the output values in their order. */
  | 'OUTPUT_VALUES_MISSING'
  | 'OUTPUT_VALUES_NOT_LITERAL'
  | 'RULE_NOT_COMPLETE'
  /** An expression or cell that is not good FEEL, with what is wrong. */
  | `EXPRESSION_${ExpressionProblemCode}`;

/** One finding in a DMN text. */
export interface DecisionProblem {
  readonly code: DecisionProblemCode;
  readonly decisionId?: string;
  readonly ruleId?: string;
  /** Label, name or id of the input or output column. */
  readonly column?: string;
  /** An English sentence for the designer of the decision. */
  readonly message: string;
}
