import { definitionsText, flow, path } from '../../helpers/bpmn-text.js';
import { apiAt, eventually, testTime, type Api } from '../../server/given-server.js';
import { deploy, openTasks, start } from '../../server/models.js';
import { failureList, pause, type Check, type Outcome, type Setup } from '../check.js';
import { serverInProcess } from '../server-in-process.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const boundary = (name: string, duration: string): string =>
  `<bpmn:boundaryEvent id="${name}" attachedToRef="Task_Wait" cancelActivity="false">
     <bpmn:timerEventDefinition id="${name}_Due"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>
   </bpmn:boundaryEvent><bpmn:endEvent id="${name}_End" />${flow(name, `${name}_End`)}`;

/** Reminders that come one after the other, in one instance. */
const REMINDERS = [
  ...[10, 20, 30, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720].map((minutes) => `PT${minutes}M`),
  ...['PT24H', 'P1D'],
];
const reminders = definitionsText(
  `<bpmn:message id="Message_Nobody" name="Nobody" />
   <bpmn:process id="Reminders" name="Reminders" isExecutable="true">
     <bpmn:startEvent id="Start" /><bpmn:userTask id="Task_Wait" name="Vent" /><bpmn:endEvent id="Done" />
     ${REMINDERS.map((duration, index) => boundary(`Remind_${index}`, duration)).join('')}
     ${path('Start', 'Task_Wait', 'Done')}
   </bpmn:process>`,
);

/** A clock that is set back or forward, and the two nights of daylight saving. */
export const clockJumps: Check = {
  name: 'clock',
  title: 'the clock jumps: timers stop and wait for an operator, and fire once, in order, never early',
  async run(setup): Promise<Outcome> {
    const failures = failureList(setup.tell);
    const totals = { jumps: 0, nights: 0, timersFired: 0 };
    const jumps = setup.short ? [-HOUR, 3 * HOUR] : [-HOUR, -26 * HOUR, HOUR + 1, 3 * HOUR, 30 * 24 * HOUR];
    for (const jump of jumps) {
      totals.jumps += 1;
      totals.timersFired += await oneJump(setup, jump, (what) =>
        failures.add(`jump of ${jump / MINUTE} minutes: ${what}`),
      );
    }
    for (const evening of ['2026-10-24T18:00:00Z', '2027-03-27T18:00:00Z']) {
      totals.nights += 1;
      totals.timersFired += await oneNight(setup, evening, (what) => failures.add(`night after ${evening}: ${what}`));
    }
    return { failures: failures.all, figures: totals };
  },
};

type Fail = (failure: string) => void;
type Time = ReturnType<typeof testTime>;

async function withServer(
  { fault }: Setup,
  time: Time,
  run: (api: Api, instance: string) => Promise<void>,
  fail: Fail,
): Promise<number> {
  const { server, stop } = await serverInProcess(fault === 'unguardedClock' ? { clock: time.wall } : { time });
  try {
    const api = apiAt(server.url);
    await deploy(api, reminders);
    const instance = await start(api, 'Reminders');
    await run(api, instance);
    const fired = await firedIn(api, instance);
    requireOnceInOrder(fired, fail);
    return fired.length;
  } finally {
    await stop();
  }
}

async function oneJump(setup: Setup, jump: number, fail: Fail): Promise<number> {
  const time = testTime('2026-11-02T08:00:00Z');
  return withServer(
    setup,
    time,
    async (api, instance) => {
      time.pass(10 * MINUTE);
      await requireFired(api, instance, 1, 'before the jump', fail);
      time.jump(jump);
      await requireInDoubt(api, jump, fail);
      time.pass(15 * MINUTE);
      await requireFired(api, instance, 1, 'while the clock is in doubt', fail);
      const other = await start(api, 'Reminders');
      const { Task_Wait: task } = await openTasks(api, other);
      const { status } = await api.post(`/v2/user-tasks/${task}/completion`);
      if (status !== 204) fail(`people cannot go on while the clock is in doubt: ${status}`);
      const confirmed = await api.post('/v2/clock/confirmation');
      if (confirmed.status !== 200) fail(`the clock cannot be confirmed: ${confirmed.status}`);
      if ((await api.get('/readyz')).status !== 200) fail('the server is not ready when the clock has been confirmed');
      const gone = 25 * MINUTE + jump;
      const due = REMINDERS.filter((duration) => lengthOf(duration) <= gone).length;
      await requireFired(api, instance, Math.max(1, due), 'after the confirmation', fail);
      time.pass(Math.max(0, 24 * HOUR - gone));
      await requireFired(api, instance, REMINDERS.length, 'in the end', fail);
    },
    fail,
  );
}

/** Clocks on the wall go back or forward at 01:00 UTC; instants do not. */
async function oneNight(setup: Setup, evening: string, fail: Fail): Promise<number> {
  const time = testTime(evening);
  return withServer(
    setup,
    time,
    async (api, instance) => {
      for (let passed = 0; passed < 26 * HOUR; passed += 30 * MINUTE) {
        time.pass(30 * MINUTE);
        await nudge(api);
      }
      await requireFired(api, instance, REMINDERS.length, 'in the end', fail);
      const { status } = await api.get('/readyz');
      if (status !== 200) fail(`daylight saving is taken for a jump: ${status}`);
    },
    fail,
  );
}

function lengthOf(duration: string): number {
  if (duration === 'P1D' || duration === 'PT24H') return 24 * HOUR;
  return Number(/\d+/.exec(duration)?.[0]) * MINUTE;
}

/** Something happens, so that the server looks what is due: a clock that is set does not wake it. */
async function nudge(api: Api): Promise<void> {
  await api.post('/v2/messages/publication', { name: 'Nobody' });
}

async function requireFired(api: Api, instance: string, count: number, when: string, fail: Fail): Promise<void> {
  const seen = async (): Promise<number> => {
    await nudge(api);
    return (await firedIn(api, instance)).length;
  };
  const found = await eventually(seen, (fired) => fired >= count).catch(seen);
  await pause(30);
  const later = Math.max(found, await seen());
  if (later !== count) fail(`${later} timers have fired ${when}, not ${count}`);
}

async function requireInDoubt(api: Api, jump: number, fail: Fail): Promise<void> {
  const ready = await api.get('/readyz');
  const { status } = ready;
  const { checks = [] } = ready.body as { checks?: { name: string; code: string }[] };
  const code = jump < 0 ? 'CLOCK_JUMPED_BACK' : 'CLOCK_JUMPED_FORWARD';
  if (status !== 503 || !checks.some((check) => check.code === code)) fail(`readiness does not say ${code}: ${status}`);
  const { trusted } = (await api.get('/v2/clock')).body as { trusted: boolean };
  if (trusted) fail('the clock is said to be trusted');
}

interface Fired {
  readonly element: string;
  readonly at: number;
  readonly dueAt: number;
}

interface Entry {
  readonly type: string;
  readonly at: string;
  readonly element?: string;
  readonly wait?: number | { readonly id: number; readonly element: string; readonly dueAt?: number };
}

async function firedIn(api: Api, instance: string): Promise<readonly Fired[]> {
  const { items } = (await api.get(`/v2/process-instances/${instance}/history`)).body as { items: readonly Entry[] };
  const due = new Map(
    items.flatMap(({ type, wait }) =>
      type === 'TimerScheduled' && typeof wait === 'object' ? [[wait.element, wait.dueAt ?? 0] as const] : [],
    ),
  );
  return items.flatMap(({ type, element = '', at }) =>
    type === 'TimerFired' ? [{ element, at: Date.parse(at), dueAt: due.get(element) ?? Infinity }] : [],
  );
}

function requireOnceInOrder(fired: readonly Fired[], fail: Fail): void {
  const elements = fired.map(({ element }) => element);
  if (new Set(elements).size !== elements.length) fail('a timer fired twice');
  for (const { element, at, dueAt } of fired) if (at < dueAt) fail(`${element} fired early, or was not scheduled`);
  if (fired.some(({ dueAt }, index) => index > 0 && dueAt < (fired[index - 1]?.dueAt ?? 0)))
    fail('timers fired out of order');
}
