/** The only door of the engine. See README.md beside this file for a runnable example. */
export type * from './model/executable-model.js';
export type * from './model/diagnostics.js';
export type * from './model/compile-options.js';
export type * from './execution/commands.js';
export type * from './execution/events.js';
export type * from './execution/json.js';
export type * from './execution/state.js';
export type * from './execution/simulation-contract.js';
export type { Environment, Limits } from './execution/environment.js';
export type { Instant } from './calendar/instant.js';
export type { CompiledExpression, ExpressionClock, FeelType, Lookup } from './expressions/compiled-expression.js';
export type { CompiledDecision } from './decisions/compiled-decision.js';
export { EngineError, type RefusalCode } from './execution/engine-error.js';
export { DEFAULT_LIMITS } from './execution/environment.js';
export { CalendarError, type CalendarErrorCode } from './calendar/calendar-error.js';
export { checkTimerText } from './calendar/check-timer-text.js';
export { cycleDueAt, parseCycle, type Cycle } from './calendar/cycle.js';
export { parseDuration, type Duration } from './calendar/duration.js';
export { formatInstant } from './calendar/format-instant.js';
export { parseInstant } from './calendar/parse-instant.js';
export { plus } from './calendar/plus.js';
export { lint, lintConfig, lintRules, type Finding } from './rules/lint.js';
export { lintBpmn } from './rules/lint-bpmn.js';
export { namedElements, type NamedElement } from './rules/named-elements.js';
export type { LintRule, LintSeverity } from './rules/lint-rule.js';
export type { ModdleElement } from './rules/moddle-element.js';
// to come, with these signatures:
// export { compile } from './model/compile.js';                       (xml: string, options?: CompileOptions) => Promise<CompileResult>
// export { createEnvironment } from './execution/create-environment.js'; (root: ExecutableModel, called?: readonly ExecutableModel[], limits?) => Environment
// export { step } from './execution/step.js';                         (env: Environment, state: InstanceState | null, command: Command) => StepResult
// export { applyEvent } from './execution/apply.js';
// export { upgradeState } from './execution/upgrade-state.js';
// export { createSimulation } from './execution/simulation.js';       (options: SimulationOptions) => Simulation
