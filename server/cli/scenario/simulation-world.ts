import { createSimulation, EngineError } from '../../../engine/index.js';
import type {
  ElementModel,
  Event,
  ExecutableModel,
  FormModel,
  Instant,
  PlainVariables,
  Simulation,
} from '../../../engine/index.js';
import { demoPeople } from '../../application/demo/demo-people.js';
import { toPlainVariables } from '../../application/plain-json.js';
import { formErrors } from '../../application/validate-form.js';
import { lateTasks } from './late-tasks.js';
import { WorldRefusal } from './scenario-world.js';
import type {
  HistoryItem,
  InstanceView,
  ScenarioMessage,
  ScenarioWorld,
  StartOfInstance,
  TaskView,
} from './scenario-world.js';

/**
 * The engine itself on a virtual clock, in memory. Forms are validated as the server does it.
 * @param models the scenario's own pathway first, then the library around it
 * @param begins virtual time at the start
 */
export function simulationWorld(models: readonly ExecutableModel[], begins: Instant): ScenarioWorld {
  const simulation = createSimulation({ models, now: begins });
  const told = new Map<string, number>();
  const modelsOf = (instance: string): readonly ExecutableModel[] =>
    Object.values(simulation.environment(instance).models);
  const elementOf = (instance: string, id: string): ElementModel | undefined =>
    modelsOf(instance)
      .map((model) => model.elements[id])
      .find((element) => element !== undefined);

  /** As on a server: what is due already happens with the action. */
  const doing = <T>(action: () => T): Promise<T> =>
    refusing(() => {
      const result = action();
      simulation.advanceTo(simulation.now);
      return result;
    });

  return {
    people: demoPeople,
    advanceTo: (instant) => doing(() => simulation.advanceTo(instant)),
    start: (start) => doing(() => startIn(simulation, models, start)),
    completeTask: (taskId, output, by) =>
      doing(() => {
        requireValid(formOf(simulation, modelsOf, taskId), output);
        simulation.complete(taskId, output, by);
      }),
    throwTaskError: (taskId, code, output) => doing(() => simulation.throwTaskError(taskId, code, output)),
    startActivity: (_instance, element, variables) => doing(() => simulation.startAdHocActivity(element, variables)),
    cancelInstance: (instance, reason) => doing(() => simulation.cancel(instance, reason)),
    publishMessage: (message) => doing(() => publish(simulation, message)),
    broadcastSignal: (name, variables) => doing(() => simulation.broadcastSignal(name, variables)),
    instances: async () => simulation.instances(),
    tasks: async (instance) => tasksOf(simulation, instance, elementOf),
    look: async (instance) => look(simulation, instance, tasksOf(simulation, instance, elementOf)),
    news: async (instance) => {
      const items = historyItems(simulation.history(instance));
      const fresh = items.slice(told.get(instance) ?? 0);
      told.set(instance, items.length);
      return fresh;
    },
    close: async () => undefined,
  };
}

/** An engine's refusal is the world's refusal; anything else is a defect. */
async function refusing<T>(action: () => T): Promise<T> {
  try {
    return await Promise.resolve(action());
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const reasons = Object.entries(error.details).map(([name, value]) => `${name}: ${value}`);
    throw new WorldRefusal(error.code, reasons);
  }
}

function startIn(simulation: Simulation, models: readonly ExecutableModel[], start: StartOfInstance): string {
  const { process, businessKey, variables, by } = start;
  requireValid(models.find((model) => model.processes[process])?.processes[process]?.startForm, variables);
  return simulation.start(process, { variables, by, ...(businessKey !== undefined && { businessKey }) });
}

function publish(simulation: Simulation, { name, key, variables }: ScenarioMessage): void {
  simulation.sendMessage(name, { variables, ...(key !== undefined && { key }) });
}

/** Form of an open task, by its own model where several models have an element of that id. */
function formOf(
  simulation: Simulation,
  modelsOf: (instance: string) => readonly ExecutableModel[],
  taskId: string,
): FormModel | undefined {
  const task = simulation.tasks().find((open) => open.taskId === taskId);
  const elements = task ? modelsOf(task.instanceId).map((model) => model.elements[task.element]) : [];
  const forms = elements.map((element) => (element && 'form' in element ? element.form : undefined));
  return forms.find((form) => form !== undefined && form.id === task?.form);
}

function requireValid(form: FormModel | undefined, values: PlainVariables): void {
  const errors = form ? formErrors(form, values) : [];
  if (errors.length === 0) return;
  throw new WorldRefusal(
    'FORM_NOT_VALID',
    errors.map((error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}`),
  );
}

type ElementOf = (instance: string, id: string) => ElementModel | undefined;

function tasksOf(simulation: Simulation, instance: string, elementOf: ElementOf): readonly TaskView[] {
  const late = lateTasks(simulation.history(instance), (id) => elementOf(instance, id));
  return simulation.tasks(instance).map(({ taskId, element }) => ({ taskId, element, late: late.has(taskId) }));
}

function look(simulation: Simulation, instance: string, tasks: readonly TaskView[]): InstanceView {
  const timers = simulation.timers(instance).map(({ element, dueAt }) => ({ element, dueAt }));
  return {
    status: simulation.state(instance).status,
    tasks,
    timers: timers.sort((a, b) => a.dueAt - b.dueAt),
    variables: toPlainVariables(simulation.variables(instance)),
    incidents: simulation.incidents(instance).map(({ element, code }) => ({ element, code })),
  };
}

/** Events that carry no time of their own happened in the step of the event before. */
function historyItems(events: readonly Event[]): readonly HistoryItem[] {
  let at: Instant = 0;
  return events.map((event) => {
    if ('at' in event) at = event.at;
    return { at, event, ...('by' in event && event.by !== undefined && { by: event.by }) };
  });
}
