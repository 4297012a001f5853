import type { Environment, Event, InstanceState, StepResult, TaskModel, Wait } from '../../engine/index.js';
import { modelOfScope, rootModel, scopeOf, tokenOf } from './instance-view.js';
import { numberOf } from './keys.js';
import type {
  Change,
  InstanceChange,
  JobFailed,
  JobRow,
  NewMessage,
  NewSignal,
  Store,
  SubscriptionRow,
  TaskRow,
  TimerRow,
} from './ports.js';
import { timerInChain } from './work/chain.js';

/** How long a message that a model has thrown waits for somebody to subscribe. */
export const THROWN_MESSAGE_TIME_TO_LIVE = 7 * 24 * 3_600_000;

export interface Projection {
  readonly env: Environment;
  readonly instanceKey: number;
  readonly at: number;
  readonly before: InstanceState | null;
  readonly result: StepResult;
  /** Place of what follows in a chain of deliveries and timers, one at once upon the other. */
  readonly chain: number;
}

/** The rows that follow from a step: what people, workers and the clock look for without reading states. */
export async function projectStep(store: Store, projection: Projection): Promise<Partial<Change>> {
  return {
    events: projection.result.events,
    ...waits(projection),
    ...tasks(projection),
    ...jobs(projection),
    ...suspension(projection),
    ...incidents(projection),
    ...(await outgoing(store, projection)),
  };
}

const NONE: Partial<Change> = {};

/** Timers and subscriptions are exactly the waits of the state: what differs between the states is written. */
function waits({ instanceKey, at, before, result, chain }: Projection): Partial<Change> {
  if (result.state.waits.length === 0 && !before?.waits.length) return NONE;
  const waitsBefore = listening(before);
  const waitsNow = listening(result.state);
  const old = new Map(waitsBefore.map((wait) => [wait.id, wait]));
  const now = new Map(waitsNow.map((wait) => [wait.id, wait]));
  const appeared = waitsNow.filter((wait) => differs(old.get(wait.id), wait));
  const gone = waitsBefore.filter((wait) => !now.has(wait.id));
  return {
    timersSet: appeared.flatMap((wait) => timerRow(instanceKey, wait, at, chain)),
    timersRemoved: gone.filter((wait) => wait.kind === 'timer').map((wait) => wait.id),
    subscriptionsOpened: appeared.flatMap((wait) => subscriptionRow(instanceKey, wait)),
    subscriptionsClosed: gone
      .filter((wait) => wait.kind === 'message' || wait.kind === 'signal')
      .map((wait) => wait.id),
  };
}

/**
 * Waits that something outside may end. An instance on hold has no timers and messages; signals are noted for it, and
 * reach it when it is resumed.
 */
function listening(state: InstanceState | null): readonly Wait[] {
  if (!state) return [];
  return state.suspended ? state.waits.filter((wait) => wait.kind === 'signal') : state.waits;
}

const differs = (old: Wait | undefined, wait: Wait): boolean =>
  old === undefined || (old !== wait && (old.dueAt !== wait.dueAt || old.name !== wait.name || old.key !== wait.key));

function timerRow(instanceKey: number, wait: Wait, at: number, chain: number): TimerRow[] {
  if (wait.kind !== 'timer' || wait.dueAt === undefined) return [];
  const { id: number, element, dueAt } = wait;
  return [{ instanceKey, number, element, dueAt, ...timerInChain(chain, at, dueAt) }];
}

function subscriptionRow(instanceKey: number, wait: Wait): SubscriptionRow[] {
  const { id: number, kind, element, name = '' } = wait;
  if (kind !== 'message' && kind !== 'signal') return [];
  return [{ instanceKey, number, kind, name, element, correlationKey: kind === 'message' ? (wait.key ?? '') : null }];
}

function tasks(projection: Projection): Partial<Change> {
  const opened: TaskRow[] = [];
  const ended: { number: number; state: 'COMPLETED' | 'CANCELED' }[] = [];
  const late = new Set<number>();
  for (const event of projection.result.events) {
    if (event.type === 'TaskCreated') opened.push(taskRow(projection, event));
    else if (event.type === 'TaskCompleted') ended.push({ number: numberOf(event.taskId), state: 'COMPLETED' });
    else if (event.type === 'TaskCancelled') ended.push({ number: numberOf(event.taskId), state: 'CANCELED' });
    else if (event.type === 'TimerFired') for (const number of tasksMadeLate(projection, event)) late.add(number);
  }
  return { tasksOpened: opened, tasksEnded: ended, ...(late.size > 0 && { tasksLate: [...late] }) };
}

function taskRow({ env, instanceKey, at, result }: Projection, event: Event & { type: 'TaskCreated' }): TaskRow {
  const scope = scopeOfToken(result, event.token);
  const model = modelOfScope(env, result.state, scope);
  const task = model.elements[event.element] as TaskModel | undefined;
  const { lane = null, serviceLevel = null, candidateGroup = null } = task?.assignment ?? {};
  return {
    instanceKey,
    number: numberOf(event.taskId),
    element: event.element,
    modelKey: model.key,
    state: 'CREATED',
    createdAt: at,
    endedAt: null,
    completedBy: null,
    assignee: null,
    late: false,
    lane,
    serviceLevel,
    candidateGroup,
    formId: task?.form?.id ?? null,
  };
}

/** A token may have gone again within its step: then the event that placed it tells its scope. */
function scopeOfToken({ state, events }: StepResult, id: number): number {
  const standing = tokenOf(state, id);
  if (standing) return standing.scope;
  const placed = events.find(
    (event) => (event.type === 'TokenPlaced' || event.type === 'FlowTaken') && event.token === id,
  );
  return placed && 'scope' in placed && placed.scope !== undefined ? placed.scope : (state.scopes[0]?.id ?? 0);
}

/** Late: a timer on the boundary of the task has fired since it was created. For a multi-instance task it concerns each instance. */
function tasksMadeLate({ env, before, result }: Projection, event: Event & { type: 'TimerFired' }): number[] {
  const state = before ?? result.state;
  const wait = state.waits.find((each) => each.id === event.wait);
  const carrier = wait?.token === undefined ? undefined : tokenOf(state, wait.token);
  if (!carrier) return [];
  const boundary = modelOfScope(env, state, carrier.scope).elements[event.element];
  if (boundary?.type !== 'bpmn:BoundaryEvent' || boundary.attachedTo !== carrier.element) return [];
  const inner = state.tokens.filter(
    (token) => token.element === carrier.element && scopeOf(state, token.scope)?.owner === carrier.id,
  );
  return [carrier, ...inner].map((token) => token.id);
}

function jobs({ instanceKey, at, result }: Projection): Partial<Change> {
  const opened: JobRow[] = [];
  const closed: number[] = [];
  const failed: JobFailed[] = [];
  for (const event of result.events) {
    if (event.type === 'JobCreated') {
      opened.push({
        instanceKey,
        number: numberOf(event.jobId),
        element: event.element,
        topic: event.topic,
        retries: event.retries,
        createdAt: at,
        availableAt: at,
        lockToken: null,
        lockedUntil: null,
        worker: null,
      });
    } else if (event.type === 'JobFailed') {
      const { retries, reason } = event;
      failed.push({ number: numberOf(event.jobId), retries, availableAt: at, ...(reason !== undefined && { reason }) });
    } else if (isJobHeldUp(result, event)) failed.push({ number: event.incident.token, retries: 0, availableAt: at });
    else if (event.type === 'JobCompleted' || event.type === 'JobCancelled') closed.push(numberOf(event.jobId));
  }
  if (opened.length + failed.length + closed.length === 0) return NONE;
  return { jobsOpened: opened, jobsFailed: failed, jobsClosed: closed };
}

/** A job at whose place an operator has to look, as after an error that nobody catches, is not handed out until then. */
function isJobHeldUp({ state }: StepResult, event: Event): event is Event & { type: 'IncidentRaised' } {
  if (event.type !== 'IncidentRaised' || event.incident.phase !== 'work' || event.incident.code === 'JOB_FAILED')
    return false;
  return tokenOf(state, event.incident.token)?.retries !== undefined;
}

/** Jobs of an instance on hold are held back, new ones too. */
function suspension({ before, result }: Projection): Partial<Change> {
  if (!before?.suspended && !result.state.suspended) return {};
  return { suspended: result.state.suspended === true };
}

function incidents({ instanceKey, at, before, result }: Projection): Partial<Change> {
  if (result.state.incidents.length === 0 && !before?.incidents.length) return NONE;
  const now = new Set(result.state.incidents.map((incident) => incident.id));
  const known = new Set(before?.incidents.map((incident) => incident.id));
  const actions = new Map(
    result.events.flatMap((event) => (event.type === 'IncidentResolved' ? [[event.incident, event.action]] : [])),
  );
  const said = new Map(
    result.events.flatMap((event) => (event.type === 'JobFailed' ? [[event.token, event.reason ?? null]] : [])),
  );
  return {
    incidentsRaised: result.state.incidents
      .filter((incident) => !known.has(incident.id))
      .map(({ id, token, element, code, phase, details = {} }) => ({
        instanceKey,
        number: id,
        element,
        code,
        phase,
        details,
        errorMessage: code === 'JOB_FAILED' ? (said.get(token) ?? null) : null,
        raisedAt: at,
        resolvedAt: null,
        resolvedBy: null,
        resolution: null,
      })),
    incidentsResolved: (before?.incidents ?? [])
      .filter((incident) => !now.has(incident.id))
      .map(({ id }) => ({ number: id, resolution: actions.get(id) ?? 'cancelled' })),
  };
}

/** Whether an instance that begins to run has to be the only one of its process with its business key. */
export function runsAlone(env: Environment, { state, events }: StepResult): Pick<InstanceChange, 'runsAlone'> {
  const begins = events.some(({ type }) => type === 'InstanceStarted' || type === 'InstanceReopened');
  if (!begins || !state.businessKey || state.status !== 'running') return {};
  return rootModel(env).processes[state.process]?.severalInstances ? {} : { runsAlone: true };
}

/** What leaves the instance: the outbox. */
async function outgoing(store: Store, { instanceKey, at, result, chain }: Projection): Promise<Partial<Change>> {
  const messages: NewMessage[] = [];
  const signals: NewSignal[] = [];
  for (const event of result.events) {
    if (event.type === 'MessageThrown') {
      const { name, key: correlationKey = '', variables } = event;
      const expiresAt = at + THROWN_MESSAGE_TIME_TO_LIVE;
      messages.push({
        messageKey: await store.newKey('message'),
        name,
        correlationKey,
        variables,
        sourceInstance: instanceKey,
        expiresAt,
        chain,
      });
    } else if (event.type === 'SignalThrown') {
      const { name, variables } = event;
      signals.push({ signalKey: await store.newKey('signal'), name, variables, sourceInstance: instanceKey, chain });
    }
  }
  return messages.length + signals.length === 0 ? NONE : { messages, signals };
}
