import type { ExecutableModel, Trigger } from '../../../engine/index.js';
import { demoPeople } from '../../application/demo/demo-people.js';

/** Everything that scenarios can name. */
export interface KnownIds {
  readonly processes: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
  /** User, manual and abstract tasks, global ones included: what can be open. */
  readonly tasks: ReadonlySet<string>;
  readonly timers: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
  readonly signals: ReadonlySet<string>;
  /** Demo people. */
  readonly people: ReadonlySet<string>;
}

export function knownIds(models: readonly ExecutableModel[]): KnownIds {
  const elements = models.flatMap((model) => Object.values(model.elements));
  const containers = models.flatMap((model) => Object.values(model.containers));
  const globalTasks = containers.filter((container) => container.kind === 'globalTask');
  const triggered = [
    ...elements.flatMap((element) => {
      const triggers: readonly Trigger[] = 'triggers' in element ? element.triggers : [];
      return triggers.map((trigger) => ({ element: element.id, trigger }));
    }),
    ...elements.flatMap((element) =>
      element.type === 'bpmn:ReceiveTask' ? [{ element: element.id, trigger: element.message }] : [],
    ),
  ];
  const named = (kind: 'message' | 'signal') =>
    new Set(triggered.flatMap(({ trigger }) => (trigger.kind === kind && 'name' in trigger ? [trigger.name] : [])));
  return {
    processes: new Set(models.flatMap((model) => Object.keys(model.processes))),
    elements: new Set([...elements, ...containers].map(({ id }) => id)),
    tasks: new Set([...elements.filter(({ type }) => TASKS.has(type)), ...globalTasks].map(({ id }) => id)),
    timers: new Set(triggered.flatMap(({ element, trigger }) => (trigger.kind === 'timer' ? [element] : []))),
    messages: named('message'),
    signals: named('signal'),
    people: new Set(demoPeople.map(({ id }) => id)),
  };
}

const TASKS: ReadonlySet<string> = new Set(['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:Task']);
