import { plus } from '../calendar/plus.js';
import type { PlainVariables } from './commands.js';
import { EngineError, type RefusalCode } from './engine-error.js';
import { SimulatedWorld, type SimulatedInstance } from './simulated-world.js';
import type { Simulation, SimulationOptions } from './simulation-contract.js';
import { openAdHocs, openIncidents, openJobs, openSubscriptions, openTasks, openTimers } from './simulation-views.js';

type Reading = Omit<Simulation, keyof Acting | 'now'>;
type Acting = Pick<
  Simulation,
  | 'start'
  | 'complete'
  | 'throwTaskError'
  | 'raiseEscalation'
  | 'completeJob'
  | 'failJob'
  | 'throwJobError'
  | 'startAdHocActivity'
  | 'completeAdHoc'
  | 'setVariables'
  | 'resolveIncident'
  | 'cancel'
  | 'modify'
  | 'suspend'
  | 'resume'
  | 'sendMessage'
  | 'broadcastSignal'
  | 'advance'
  | 'advanceTo'
>;

/** An in-memory world of instances with a clock that only moves when told to. */
export function createSimulation(options: SimulationOptions): Simulation {
  const world = new SimulatedWorld(options);
  return {
    get now() {
      return world.now;
    },
    ...reading(world),
    ...acting(world),
  };
}

function of<T>(
  world: SimulatedWorld,
  view: (instance: SimulatedInstance) => readonly T[],
): (id?: string) => readonly T[] {
  return (id) => (id === undefined ? [...world.instances.values()].flatMap(view) : view(world.instance(id)));
}

function reading(world: SimulatedWorld): Reading {
  return {
    instances: () => [...world.instances.keys()],
    state: (id) => world.instance(id).state,
    history: (id) => world.instance(id).history,
    commands: (id) => world.instance(id).commands,
    environment: (id) => world.instance(id).environment,
    path: (id) => world.instance(id).history.flatMap((event) => (event.type === 'FlowTaken' ? [event.flow] : [])),
    completedElements: (id) =>
      world.instance(id).history.flatMap((event) => (event.type === 'ElementCompleted' ? [event.element] : [])),
    variables: (id) => world.instance(id).state.scopes[0]?.variables ?? {},
    tasks: of(world, openTasks),
    jobs: of(world, openJobs),
    timers: of(world, openTimers),
    subscriptions: of(world, openSubscriptions),
    incidents: of(world, openIncidents),
  };
}

function acting(world: SimulatedWorld): Acting {
  const find = finder(world);
  const by = (user: string | undefined): { readonly by?: string } => (user === undefined ? {} : { by: user });
  const carrying = (output: PlainVariables | undefined): { readonly output?: PlainVariables } =>
    output ? { output } : {};
  return {
    start: (process, given) => world.start(process, given),
    complete(task, output, user) {
      const taskId = find.task(task);
      world.give(ownerOf(taskId), { type: 'CompleteTask', taskId, ...carrying(output), ...by(user) });
    },
    throwTaskError(task, code, output) {
      const taskId = find.task(task);
      world.give(ownerOf(taskId), { type: 'ThrowTaskError', taskId, code, ...carrying(output) });
    },
    raiseEscalation(task, code, output) {
      const taskId = find.task(task);
      world.give(ownerOf(taskId), { type: 'RaiseEscalation', taskId, code, ...carrying(output) });
    },
    completeJob(job, output) {
      const jobId = find.job(job);
      world.give(ownerOf(jobId), { type: 'CompleteJob', jobId, ...carrying(output) });
    },
    failJob(job, retries, reason) {
      const jobId = find.job(job);
      world.give(ownerOf(jobId), { type: 'FailJob', jobId, retries, ...(reason !== undefined && { reason }) });
    },
    throwJobError(job, code, output) {
      const jobId = find.job(job);
      world.give(ownerOf(jobId), { type: 'ThrowJobError', jobId, code, ...carrying(output) });
    },
    startAdHocActivity(element, variables) {
      const adHocId = find.adHocWith(element);
      const given = variables ? { variables } : {};
      world.give(ownerOf(adHocId), { type: 'StartAdHocActivity', adHocId, element, ...given });
    },
    completeAdHoc(adHoc) {
      const adHocId = find.adHoc(adHoc);
      world.give(ownerOf(adHocId), { type: 'CompleteAdHoc', adHocId });
    },
    setVariables: (id, variables) => world.give(id, { type: 'SetVariables', variables }),
    resolveIncident(incident, action, given = {}) {
      const incidentId = find.incident(incident);
      world.give(ownerOf(incidentId), { type: 'ResolveIncident', incidentId, action, ...given });
    },
    cancel: (id, reason) => world.give(id, { type: 'CancelInstance', reason }),
    modify: (id, instructions, reason) => world.give(id, { type: 'ModifyInstance', instructions, reason }),
    suspend: (id, reason) => world.give(id, { type: 'SuspendInstance', reason }),
    resume: (id) => world.give(id, { type: 'ResumeInstance' }),
    sendMessage: (name, given = {}) => world.deliverMessage(name, given.key, given.variables ?? {}),
    broadcastSignal: (name, variables = {}) => world.deliverSignal(name, variables),
    advance: (duration) => world.advanceTo(plus(world.now, duration, world.options.models[0]?.zone ?? 'Europe/Oslo')),
    advanceTo: (instant) => world.advanceTo(instant),
  };
}

/** `<instance id>:<number>` */
function ownerOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}

/** Ids as they are given, or the oldest one at the element with that id. */
function finder(
  world: SimulatedWorld,
): Record<'task' | 'job' | 'incident' | 'adHoc' | 'adHocWith', (given: string) => string> {
  const known = (id: string): boolean => world.instances.has(ownerOf(id));
  const pick = (given: string, found: string | undefined, code: RefusalCode): string => {
    const id = known(given) ? given : found;
    if (id === undefined) throw new EngineError(code, { id: given });
    return id;
  };
  const tasks = of(world, openTasks);
  const jobs = of(world, openJobs);
  const incidents = of(world, openIncidents);
  const adHocs = of(world, openAdHocs);
  return {
    task: (given) => pick(given, tasks().find((each) => each.element === given)?.taskId, 'TASK_NOT_FOUND'),
    job: (given) => pick(given, jobs().find((each) => each.element === given)?.jobId, 'JOB_NOT_FOUND'),
    incident: (given) =>
      pick(given, incidents().find((each) => each.element === given)?.incidentId, 'INCIDENT_NOT_FOUND'),
    adHoc: (given) => pick(given, adHocs().find((each) => each.element === given)?.adHocId, 'ADHOC_NOT_FOUND'),
    adHocWith: (given) => {
      const open = adHocs().find(({ model, element }) => model.elements[given]?.container === element);
      return pick('', (open ?? adHocs()[0])?.adHocId, 'ADHOC_NOT_FOUND');
    },
  };
}
