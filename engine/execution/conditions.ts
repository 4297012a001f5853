import { fireWait } from './fire.js';
import { positionOf } from './numbered.js';
import type { Run } from './run.js';
import { holds } from './waits.js';

/** Steps of looking whether a condition reads what has changed. */
const LOOK = 20;

/** Conditional events fire on each change of their condition from false to true of the data that it reads (10.5.5). */
export function lookAtConditions(run: Run): void {
  const { changed } = run;
  if (!changed) return;
  run.changed = undefined;
  const conditional = run.state.waits.filter((each) => each.kind === 'conditional');
  run.work.spend((run.state.waits.length >> 3) + LOOK * conditional.length);
  for (const wait of conditional) {
    const scope = wait.scope ?? run.findToken(wait.token ?? 0)?.scope;
    if (scope === undefined || run.state.waits[positionOf(run.state.waits, wait.id)] !== wait) continue;
    const element = run.element(scope, wait.element);
    const trigger = 'triggers' in element ? element.triggers[wait.trigger ?? 0] : undefined;
    if (trigger?.kind !== 'conditional' || !trigger.condition.reads.some((name) => changed.has(name))) continue;
    const waiter = wait.scope === undefined ? { token: run.token(wait.token ?? 0) } : { scope };
    const now = holds(run, wait.element, trigger.condition, waiter);
    if (now === (wait.was ?? false)) continue;
    run.emit({ type: 'ConditionChanged', wait: wait.id, element: wait.element, was: !now, now });
    if (now) fireWait(run, wait.id, {});
  }
}
