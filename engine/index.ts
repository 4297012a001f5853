/** The only door of the engine. README.md beside this file shows how to drive it. */

// A BPMN text with its forms and decisions becomes a frozen model, or diagnostics that say what is wrong.
export { compile } from './model/compile.js';
export type * from './model/compile-options.js';
export type * from './model/diagnostics.js';
export type * from './model/executable-model.js';
export { DIAGNOSTICS, type DiagnosticCode } from './model/diagnostic-codes.js';
// Keys and names are compared in one normal form, and what nobody could type again is no key.
export { isKey, KEY_PATTERN, LINES_PATTERN, normalKey } from './model/normal-key.js';
export { PATHWAY_NAMESPACE, pathwayDescriptor } from './model/pathway-descriptor.js';

// A model is taken apart into texts, for another thread, and put together again there.
export { packModel } from './packing/pack-model.js';
export { unpackInSteps, unpackModel } from './packing/unpack-model.js';
export type { PackedModel } from './packing/packed-model.js';

// A model and those that it calls become the environment that an instance is pinned to, with its limits.
export { createEnvironment, type CallableModel } from './execution/create-environment.js';
export { DEFAULT_LIMITS, type Environment, type Limits } from './execution/environment.js';

// One command at a time: decide it, and let every token go as far as it can. Refused commands throw EngineError.
export { step } from './execution/step.js';
export { EngineError, type Obstacle, type RefusalCode } from './execution/engine-error.js';
export type * from './execution/commands.js';
export type * from './execution/events.js';

// State is the truth: plain JSON with a version, changed by events only, upgraded from every version ever released.
export { STATE_VERSION } from './execution/state.js';
export { applyEvent } from './execution/apply.js';
export { upgradeState } from './execution/upgrade-state.js';
export { placeOf, type Place } from './execution/reading.js';
export { keyInMessage } from './execution/message-key.js';
export type * from './execution/state.js';
export type * from './execution/json.js';

// Instances in memory with a clock of their own: for tests, scenarios, and whoever drives the engine without a server.
export { createSimulation } from './execution/simulation.js';
export type * from './execution/simulation-contract.js';

// FEEL: expressions compiled once, and plain values tagged on entry and made plain again on the way out.
export { compileExpression, type ExpressionContext, type ExpressionResult } from './expressions/compile-expression.js';
export { BudgetSpent, WorkBudget } from './expressions/work-budget.js';
export type { CompiledExpression, ExpressionClock, FeelType, Lookup } from './expressions/compiled-expression.js';
export type { ContextType, ListType, ValueType, ValueTypes } from './expressions/value-type.js';
export type { ExpressionProblem, ExpressionProblemCode } from './expressions/expression-problem.js';
export { ExpressionError, type ExpressionErrorCode } from './expressions/expression-error.js';
export { tagValue, tagVariables } from './expressions/tag-value.js';
export { untag } from './expressions/untag.js';
export { ValueError, type ValueErrorCode } from './expressions/value-error.js';

// DMN decisions.
export { compileDecisions, type DecisionsResult } from './decisions/compile-decisions.js';
export type { CompiledDecision } from './decisions/compiled-decision.js';
export type { DecisionProblem, DecisionProblemCode } from './decisions/decision-problem.js';
export { DecisionError, type DecisionErrorCode } from './decisions/decision-error.js';

// Times, durations and cycles of ISO 8601, counted in a zone.
export type { Instant } from './calendar/instant.js';
export { formatInstant } from './calendar/format-instant.js';
export { parseInstant } from './calendar/parse-instant.js';
export { parseDuration, type Duration } from './calendar/duration.js';
export { plus } from './calendar/plus.js';
export { cycleDueAt, parseCycle, type Cycle } from './calendar/cycle.js';
export { checkTimerText } from './calendar/check-timer-text.js';
export { CalendarError, type CalendarErrorCode } from './calendar/calendar-error.js';

// Rules for drawings: the modeller, the command line and deployment run the same ones.
export { lint, lintConfig, lintRules, type Finding } from './rules/lint.js';
export { lintBpmn } from './rules/lint-bpmn.js';
export { namedElements, type NamedElement } from './rules/named-elements.js';
export type { LintRule, LintSeverity } from './rules/lint-rule.js';
export type { ModdleElement } from './rules/moddle-element.js';
