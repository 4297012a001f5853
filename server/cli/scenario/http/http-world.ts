import type { Event, PlainJson } from '../../../../engine/index.js';
import type { HistoryItem, InstanceView, ScenarioWorld, TaskView } from '../scenario-world.js';
import type { ApiClient } from './api-client.js';
import type { DemoWorld } from './demo-world.js';

/** A running server, played through its HTTP API alone. */
export function httpWorld({ api, people, close }: DemoWorld): ScenarioWorld {
  const command = async (path: string, body: unknown, by: string): Promise<unknown> =>
    api.request('POST', path, body, by);
  const told = new Map<string, number>();
  return {
    people,
    async advanceTo(instant) {
      await api.request('PUT', '/v2/clock', { timestamp: new Date(instant).toISOString() });
    },
    async start({ process, businessKey, variables, by }) {
      const body = { processDefinitionId: process, variables, ...(businessKey !== undefined && { businessKey }) };
      return ((await command('/v2/process-instances', body, by)) as Keyed).processInstanceKey;
    },
    async completeTask(taskId, variables, by) {
      await command(`/v2/user-tasks/${taskId}/completion`, { variables }, by);
    },
    async throwTaskError(taskId, errorCode, variables, by) {
      await command(`/v2/user-tasks/${taskId}/error`, { errorCode, variables }, by);
    },
    async startActivity(instance, elementId, variables, by) {
      await command(`/v2/process-instances/${instance}/ad-hoc-activities`, { elementId, variables }, by);
    },
    async cancelInstance(instance, reason, by) {
      await command(`/v2/process-instances/${instance}/cancellation`, { reason }, by);
    },
    async publishMessage({ name, key, variables }, by) {
      await command(
        '/v2/messages/publication',
        { name, variables, ...(key !== undefined && { correlationKey: key }) },
        by,
      );
    },
    async broadcastSignal(signalName, variables, by) {
      await command('/v2/signals/broadcast', { signalName, variables }, by);
    },
    async instances() {
      const found = (await api.search('/v2/process-instances/search', {})) as readonly Keyed[];
      return found.map((instance) => instance.processInstanceKey);
    },
    tasks: (instance) => tasksOf(api, instance),
    look: (instance) => look(api, instance),
    async news(instance) {
      const entries = await historyAfter(api, instance, told.get(instance) ?? 0);
      told.set(instance, entries.at(-1)?.sequence ?? told.get(instance) ?? 0);
      return entries.map(itemOf);
    },
    close,
  };
}

interface Keyed {
  readonly processInstanceKey: string;
}
interface Instance {
  readonly state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED';
}
interface Task {
  readonly userTaskKey: string;
  readonly elementId: string;
  readonly late: boolean;
}
interface Timer {
  readonly elementId: string;
  readonly dueDate: string;
}
interface Incident {
  readonly elementId: string;
  readonly errorType: string;
}
interface Entry {
  readonly sequence: number;
  readonly at: string;
  readonly by?: string;
  readonly type: string;
}

const STATES = { ACTIVE: 'running', COMPLETED: 'completed', TERMINATED: 'cancelled' } as const;

async function look(api: ApiClient, instance: string): Promise<InstanceView> {
  const path = `/v2/process-instances/${instance}`;
  const [{ state }, tasks, timers, values, incidents] = await Promise.all([
    api.request('GET', path) as Promise<Instance>,
    tasksOf(api, instance),
    api.request('GET', `${path}/timers`) as Promise<{ readonly items: readonly Timer[] }>,
    api.request('GET', `${path}/variables`) as Promise<{ readonly variables: Readonly<Record<string, PlainJson>> }>,
    api.search('/v2/incidents/search', { processInstanceKey: instance, state: 'ACTIVE' }) as Promise<
      readonly Incident[]
    >,
  ]);
  return {
    status: STATES[state],
    tasks,
    timers: timers.items.map(({ elementId, dueDate }) => ({ element: elementId, dueAt: Date.parse(dueDate) })),
    variables: values.variables,
    incidents: incidents.map(({ elementId, errorType }) => ({ element: elementId, code: errorType })),
  };
}

async function tasksOf(api: ApiClient, instance: string): Promise<readonly TaskView[]> {
  const filter = { processInstanceKey: instance, state: 'CREATED' };
  const tasks = (await api.search('/v2/user-tasks/search', filter)) as readonly Task[];
  return tasks.map(({ userTaskKey, elementId, late }) => ({ taskId: userTaskKey, element: elementId, late }));
}

const PAGE = 1000;

async function historyAfter(api: ApiClient, instance: string, after: number): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let cursor = after, more = true; more;) {
    const path = `/v2/process-instances/${instance}/history?after=${cursor}&limit=${PAGE}`;
    const { items } = (await api.request('GET', path)) as { readonly items: readonly Entry[] };
    found.push(...items);
    cursor = items.at(-1)?.sequence ?? cursor;
    more = items.length === PAGE;
  }
  return found;
}

/** The engine's own events, with times as ISO texts; events of the server beside them are not of a known type and are kept. */
function itemOf({ at, by, ...event }: Entry): HistoryItem {
  const instant = Date.parse(at);
  return { at: instant, event: { ...event, at: instant } as unknown as Event, ...(by !== undefined && { by }) };
}
