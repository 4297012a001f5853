import { isContainer } from './flow-graph.js';
import type { LintRule } from './lint-rule.js';
import { idOf, is } from './moddle-element.js';
import { stuckJoins } from './token-game.js';

/**
 * A parallel join gets a token on every incoming flow, whichever way each choice before it goes (BPMN 2.0.2, 13.4.1).
 * Fed by the branches of an exclusive or event-based gateway it would wait for ever for the branch not chosen.
 * The rule looks at the drawing, not at the data: choices that always agree are drawn as one choice.
 */
export const joinCanComplete: LintRule = {
  name: 'join-can-complete',
  severity: 'error',
  says: 'A parallel join gets a token on every flow in, whichever way the choices before it go: else it waits for ever.',
  check(container, report) {
    if (!isContainer(container) || is(container, 'bpmn:AdHocSubProcess')) return;
    for (const join of stuckJoins(container)) {
      report(
        idOf(join),
        'The parallel join can wait for ever: on some path one of its incoming flows never gets a token.',
      );
    }
  },
};
