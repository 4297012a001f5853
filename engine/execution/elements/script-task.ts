import type { ScriptTaskModel } from '../../model/executable-model.js';
import { evaluateAt } from '../variables.js';
import { activity, resultVariables, storeOutput } from './activity.js';

/** Evaluates its FEEL script; the result becomes a variable (13.3.3). */
export const scriptTask = activity<ScriptTaskModel>({
  start(run, token, element) {
    const result = evaluateAt(run, token, element.script);
    storeOutput(run, token, element, resultVariables(result, element.resultVariable, undefined));
    run.enqueue({ phase: 'complete', token: token.id });
  },
});
