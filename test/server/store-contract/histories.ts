import { expect } from 'chai';
import fc from 'fast-check';

import type { Change, Store } from '../../../server/application/ports.js';
import {
  AT,
  BY,
  answerUnder,
  changeOf,
  everybodyWaiting,
  stateOf,
  subscriptionOf,
  type GivenStore,
} from './given-store.js';
import type { Area } from './rules.js';

/** What a random history is made of; instances and revisions are given by number. */
const action = fc.record({
  instance: fc.nat(2),
  /** 0: the current revision; otherwise an older one. */
  behind: fc.constantFrom(0, 0, 0, 1),
  set: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  dueAt: fc.nat(50),
  removed: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  subscribes: fc.boolean(),
  publishes: fc.boolean(),
  ends: fc.constantFrom(false, false, false, false, true),
  answer: fc.option(fc.nat(5), { nil: null }),
});
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** The port's meaning in as few words as possible. */
class Model {
  readonly instances = new Map<number, { revision: number; timers: Map<number, number>; waits: boolean }>();
  readonly answers = new Set<string>();
  readonly published: number[] = [];

  apply(change: Change): string {
    const { idempotency, instance } = change;
    if (idempotency && this.answers.has(idempotency.key)) return 'repeated';
    const row = this.instances.get(instance?.instanceKey ?? 0);
    if (!row || row.revision !== instance?.expectedRevision) return 'conflict';
    row.revision += 1;
    for (const number of change.timersRemoved ?? []) row.timers.delete(number);
    for (const { number, dueAt } of change.timersSet ?? []) row.timers.set(number, dueAt);
    if (change.subscriptionsOpened?.length) row.waits = true;
    if (instance.state?.status === 'completed') {
      row.timers.clear();
      row.waits = false;
    }
    for (const { messageKey } of change.messages ?? []) this.published.push(messageKey);
    if (idempotency) this.answers.add(idempotency.key);
    return 'committed';
  }

  shown(): unknown {
    const rows = [...this.instances].sort(([a], [b]) => a - b);
    return {
      revisions: rows.map(([key, { revision }]) => [key, revision]),
      timers: rows
        .flatMap(([key, { timers }]) => [...timers].map(([number, dueAt]) => [dueAt, key, number] as const))
        .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]),
      waiting: rows.filter(([, { waits }]) => waits).map(([key]) => key),
      published: this.published,
      answers: [...this.answers].sort(),
    };
  }
}

async function shownBy(store: Store, keys: readonly number[]): Promise<unknown> {
  const answered: string[] = [];
  for (let key = 0; key <= 5; key++) {
    if (await store.findAnswer(answerUnder(String(key)).idempotency)) answered.push(String(key));
  }
  return {
    revisions: await Promise.all(keys.map(async (key) => [key, (await store.instance(key))?.revision])),
    timers: (await store.dueTimers(1000, 1000)).map((timer) => [timer.dueAt, timer.instanceKey, timer.number]),
    waiting: (await everybodyWaiting(store)).map(({ instanceKey }) => instanceKey).sort((a, b) => a - b),
    published: (await store.pendingMessages(AT, 1000)).map(({ messageKey }) => messageKey),
    answers: answered,
  };
}

/** Each with a key of its own: those of one key take turns. */
let publications = 0;

async function changeFor(given: GivenStore, model: Model, keys: readonly number[], act: Action): Promise<Change> {
  const key = keys[act.instance] ?? 0;
  const revision = (model.instances.get(key)?.revision ?? 0) - act.behind;
  const ended = act.ends ? { status: 'completed' as const } : {};
  return changeOf(key, revision, {
    instance: { instanceKey: key, expectedRevision: revision, state: stateOf(key, ended) },
    timersRemoved: act.removed,
    timersSet: act.set.map((number) => ({ instanceKey: key, number, element: 'T', dueAt: act.dueAt })),
    ...(act.subscribes && { subscriptionsOpened: [subscriptionOf(key, 9)] }),
    ...(act.publishes && { messages: [await given.message({ correlationKey: `patient-${++publications}` })] }),
    ...(act.answer !== null && answerUnder(String(act.answer))),
  });
}

/** Random histories of changes, some of them stale or repeated, beside a model of a few lines. */
export const histories: Area = {
  title: 'any history of changes',
  rules: {
    'leaves what a model of a few lines says': async (given) => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (acts) => {
          const model = new Model();
          await removeAll(given);
          const keys = [await given.instance(), await given.instance(), await given.instance()];
          for (const key of keys) model.instances.set(key, { revision: 1, timers: new Map(), waits: false });
          for (const act of acts) {
            const change = await changeFor(given, model, keys, act);
            expect((await given.store.commit(change)).kind).to.equal(model.apply(change));
          }
          expect(await shownBy(given.store, keys)).to.deep.equal(model.shown());
        }),
        { numRuns: 40 },
      );
    },
  },
};

/** Empties what the history before has left. */
async function removeAll({ store }: GivenStore): Promise<void> {
  await store.removeAnswersBefore(AT + 1, 1000);
  for (const { messageKey } of await store.pendingMessages(AT, 1000)) await store.removeMessage(messageKey, AT);
  const left = new Set<number>();
  for (const { instanceKey } of await store.dueTimers(1000, 1000)) left.add(instanceKey);
  for (const { instanceKey } of await everybodyWaiting(store)) left.add(instanceKey);
  for (const key of left) {
    const revision = (await store.instance(key))?.revision ?? 0;
    const state = stateOf(key, { status: 'completed' });
    await store.commit({
      at: AT,
      by: BY,
      action: 'Test',
      instance: { instanceKey: key, expectedRevision: revision, state },
    });
  }
}
