import { fireWait } from './fire.js';
import type { Run } from './run.js';
import { holds } from './waits.js';

/** Conditional events fire on each change of their condition from false to true of the data that it reads (10.5.5). */
export function lookAtConditions(run: Run): void {
  const { changed } = run;
  if (!changed) return;
  run.changed = undefined;
  for (const wait of run.state.waits.filter((each) => each.kind === 'conditional')) {
    const scope = wait.scope ?? run.findToken(wait.token ?? 0)?.scope;
    if (scope === undefined || !run.state.waits.includes(wait)) continue;
    const element = run.element(scope, wait.element);
    const trigger = 'triggers' in element ? element.triggers[wait.trigger ?? 0] : undefined;
    if (trigger?.kind !== 'conditional' || !trigger.condition.reads.some((name) => changed.has(name))) continue;
    const waiter = wait.scope === undefined ? { token: run.token(wait.token ?? 0) } : { scope };
    const now = holds(run, trigger.condition, waiter);
    if (now === (wait.was ?? false)) continue;
    run.emit({ type: 'ConditionChanged', wait: wait.id, element: wait.element, was: !now, now });
    if (now) fireWait(run, wait.id, {});
  }
}
