import type { ScenarioStep } from './scenario-format.js';

/** Fields of a step that do something; a step has one at most. */
export const ACTIONS = ['start', 'complete', 'throwError', 'message', 'signal', 'startActivity', 'cancel'] as const;
export type Action = (typeof ACTIONS)[number];

export const actionsOf = (step: ScenarioStep): readonly Action[] =>
  ACTIONS.filter((action) => step[action] !== undefined);
