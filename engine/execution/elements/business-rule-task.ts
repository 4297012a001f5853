import type { BusinessRuleTaskModel } from '../../model/executable-model.js';
import { Fault } from '../fault.js';
import type { Json } from '../json.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { causeOf, clockAt, failed, lookUp } from '../variables.js';
import { activity, resultVariables, storeOutput } from './activity.js';

/** Evaluates its DMN decision (13.3.3, business rule task; DMN 1.3, 8). */
export const businessRuleTask = activity<BusinessRuleTaskModel>({
  start(run, token, element) {
    const result = decide(run, token, element);
    storeOutput(run, token, element, resultVariables(result, element.resultVariable, element.decision.name));
    run.enqueue({ phase: 'complete', token: token.id });
  },
});

function decide(run: Run, token: Token, { id, decision }: BusinessRuleTaskModel): Json {
  try {
    return decision.evaluate((name) => lookUp(run, token, name), clockAt(run, token.scope));
  } catch (error) {
    throw new Fault('DECISION_FAILED', { elementId: id, decisionId: decision.id, ...causeOf(failed(run, error)) });
  }
}
