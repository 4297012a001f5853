import { Timers } from 'bpmn-elements';
import { Engine } from 'bpmn-engine';

/** What the oracle is told about a model. */
export interface OracleOptions {
  /** Truth of a condition, by its flow's id and its text. Absent: bpmn-engine evaluates conditions and runs scripts itself. */
  readonly holds?: (flow: string, condition: string) => unknown;
  /** What bpmn-engine's own expressions and scripts find in their environment. */
  readonly services?: Readonly<Record<string, (...given: never[]) => unknown>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A BPMN text that runs in bpmn-engine. Its timers fire only when they are told to. */
export interface Oracle {
  /** Element ids of open user tasks, sorted. */
  open(): string[];
  /** Completes the oldest open task of the element. */
  complete(element: string): void;
  /** Sends a message or signal to whoever waits for it, by the id of its definition in the model. */
  signal(reference: string): void;
  /** Lets the timers fire that run for an element; returns how many there were. */
  fireTimers(element: string): number;
  /** Milliseconds of the timers that run for an element, as they were given to the host. */
  timers(element: string): number[];
  /** Ids of the sequence flows taken, in order. */
  flows(): readonly string[];
  /** Whether the whole model has ended. */
  hasEnded(): boolean;
  /** No task, timer or message is waited for. */
  isIdle(): boolean;
  /** Message of the error that it stopped with. */
  error(): string | undefined;
}

interface Waiting {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  /** Processes and sub-processes around it. */
  readonly inside: readonly string[];
}

interface Parent {
  readonly id?: string;
}

interface Content {
  readonly id?: string;
  readonly type?: string;
  readonly executionId?: string;
  readonly parent?: Parent & { readonly path?: readonly Parent[] };
}

interface HostTimer {
  readonly element: string;
  readonly delay: number;
  readonly fire: () => void;
}

/** Starts every executable process of a BPMN text in bpmn-engine. */
export async function startOracle(xml: string, { holds, ...environment }: OracleOptions = {}): Promise<Oracle> {
  const host = hostTimers();
  const scripts = holds ? { scripts: scriptsOf(holds) } : {};
  const engine = new Engine({ source: xml, timers: host.timers, ...scripts, ...environment } as never);
  const waiting: Waiting[] = [];
  const flows: string[] = [];
  let error: string | undefined;
  let ended = false;
  const on = (key: string, listener: (content: Content) => void): void => {
    const onMessage = (_: string, message: { content?: Content }): void => listener(message.content ?? {});
    engine.broker.subscribeTmp('event', key, onMessage, { noAck: true });
  };
  for (const key of ['activity.wait', 'activity.timer']) on(key, (content) => waiting.push(waitingOf(content)));
  for (const key of ['activity.leave', 'process.leave']) {
    on(key, ({ id = '' }) => forget(waiting, (each) => each.id === id || each.inside.includes(id), Infinity));
  }
  on('flow.take', ({ id = '' }) => flows.push(id));
  engine.once('end', () => (ended = true));
  engine.once('error', (cause: Error) => (error = cause.message));
  const execution = await engine.execute();
  return {
    open: () => waiting.flatMap(({ id, type }) => (type === 'bpmn:UserTask' ? [id] : [])).sort(),
    complete(element) {
      const [task] = forget(waiting, ({ id }) => id === element, 1);
      if (!task) throw new Error(`bpmn-engine has no open task ${element}`);
      execution.signal({ id: element, executionId: task.executionId });
    },
    signal: (reference) => execution.signal({ id: reference }),
    fireTimers: host.fire,
    timers: host.delays,
    flows: () => flows,
    hasEnded: () => ended,
    isIdle: () => waiting.length === 0,
    error: () => error,
  };
}

function waitingOf({ id = '', type = '', executionId = '', parent = {} }: Content): Waiting {
  return { id, type, executionId, inside: [parent, ...(parent.path ?? [])].map((each) => each.id ?? '') };
}

/** Conditions are looked up instead of run: what a model says is data here too. */
function scriptsOf(holds: (flow: string, condition: string) => unknown): object {
  interface Scripted {
    readonly id: string;
    readonly behaviour?: { readonly conditionExpression?: { readonly body?: string }; readonly script?: string };
  }
  type Done = (error: unknown, result: unknown) => void;
  const scriptFor = ({ id, behaviour }: Scripted): object => {
    const condition = behaviour?.conditionExpression?.body ?? behaviour?.script ?? '';
    return { execute: (_scope: unknown, done: Done) => done(null, holds(id, condition)) };
  };
  return { register: scriptFor, getScript: (_language: string, owner: Scripted) => scriptFor(owner) };
}

/** bpmn-elements' own timers over a host whose clock stands still: they fire when they are told to. */
function hostTimers(): { timers: Timers; fire: Oracle['fireTimers']; delays: Oracle['timers'] } {
  const running = new Set<HostTimer>();
  const of = (element: string): HostTimer[] => [...running].filter((timer) => timer.element === element);
  const timers = new Timers({
    setTimeout: (fire: () => void, delay: number, owner: { id: string }) => {
      const timer = { element: owner.id, delay, fire };
      running.add(timer);
      return timer;
    },
    clearTimeout: (timer: HostTimer) => void running.delete(timer),
  } as never);
  return {
    timers,
    delays: (element) => of(element).map(({ delay }) => delay),
    fire(element) {
      const due = of(element);
      for (const timer of due) {
        running.delete(timer);
        timer.fire();
      }
      return due.length;
    },
  };
}

/** Takes the first matches out of the list. */
function forget(list: Waiting[], which: (each: Waiting) => boolean, most: number): Waiting[] {
  const matches = list.filter(which).slice(0, most);
  for (const each of matches) list.splice(list.indexOf(each), 1);
  return matches;
}
