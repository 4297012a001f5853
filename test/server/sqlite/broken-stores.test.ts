import { expect } from 'chai';

import type { Store } from '../../../server/application/ports.js';
import type { Db } from '../../../server/sqlite/open-database.js';
import { answers } from '../store-contract/answers.js';
import { changes } from '../store-contract/changes.js';
import type { OpenStore } from '../store-contract/given-store.js';
import { histories } from '../store-contract/histories.js';
import { leftovers } from '../store-contract/leftovers.js';
import { messages } from '../store-contract/messages.js';
import { revisions } from '../store-contract/revisions.js';
import { broken, type Area } from '../store-contract/rules.js';
import { runningAlone } from '../store-contract/running-alone.js';
import { signals } from '../store-contract/signals.js';
import { suspension } from '../store-contract/suspension.js';
import { timers } from '../store-contract/timers.js';
import { waits } from '../store-contract/waits.js';
import { openSqliteIn } from './sqlite-for-tests.js';

/** SQLite with one thing done wrong. */
const spoilt =
  (spoil: (store: Store, db: Db) => Partial<Store>): OpenStore =>
  async (folder) => {
    let db: Db | undefined;
    const opened = await openSqliteIn(folder, (one) => void (db = one));
    return { ...opened, store: { ...opened.store, ...spoil(opened.store, db as Db) } };
  };

const CASES: readonly {
  readonly fault: string;
  readonly open: OpenStore;
  readonly area: Area;
  readonly caught: string;
}[] = [
  {
    fault: 'does not look at the revision',
    open: spoilt((store) => ({
      async commit(change) {
        const outcome = await store.commit(change);
        if (outcome.kind !== 'conflict' || !change.instance) return outcome;
        const expectedRevision = (await store.instance(change.instance.instanceKey))?.revision ?? 0;
        return store.commit({ ...change, instance: { ...change.instance, expectedRevision } });
      },
    })),
    area: revisions,
    caught: 'lets exactly one of several changes of one revision win, however they meet',
  },
  {
    fault: 'lets a second instance run for a patient',
    open: spoilt((store) => ({
      commit: (change) =>
        store.commit(change.instance ? { ...change, instance: { ...change.instance, runsAlone: false } } : change),
    })),
    area: runningAlone,
    caught: 'lets exactly one of several win that come at the same moment',
  },
  {
    fault: 'hands out jobs of an instance on hold',
    open: spoilt((store) => ({ commit: ({ suspended: _, ...change }) => store.commit(change) })),
    area: suspension,
    caught: 'holds back its jobs, new ones too, and hands them out again with their retries and locks',
  },
  {
    fault: 'removes what is under a legal hold',
    open: spoilt((store, db) => ({
      async purgeLeftovers(slice) {
        db.prepare('UPDATE instance SET legal_hold = 0').run();
        return store.purgeLeftovers(slice);
      },
    })),
    area: leftovers,
    caught: 'keeps what came for a patient who has an instance under a legal hold, set aside or thrown away',
  },
  {
    fault: 'brings timers back to before they are due',
    open: spoilt((store, db) => ({
      async bringBackWaits(slice) {
        const { putOff } = slice.longest;
        const moved = await store.bringBackWaits(slice);
        db.prepare('UPDATE timer SET attempt_at = min(attempt_at, ?)').run(slice.at + putOff);
        return moved;
      },
    })),
    area: waits,
    caught: 'brings timers back that were put off, never before they are due; due times stay',
  },
  {
    fault: 'does not write the answer',
    open: spoilt((store) => ({ commit: ({ idempotency: _, ...change }) => store.commit(change) })),
    area: answers,
    caught: 'gives a repeat the first answer and writes nothing',
  },
  {
    fault: 'writes the answer after the change instead of with it',
    open: spoilt((store) => ({
      async commit({ idempotency, ...change }) {
        const known = idempotency && (await store.findAnswer(idempotency));
        if (known) return { kind: 'repeated', answer: known };
        const outcome = await store.commit(change);
        if (idempotency && outcome.kind === 'committed')
          await store.commit({ at: change.at, by: 'x', action: 'Test', idempotency });
        return outcome;
      },
    })),
    area: answers,
    caught: 'lets one of several same commands at the same moment take effect',
  },
  {
    fault: 'loses a timer that is set together with another',
    open: spoilt((store) => ({
      commit: (change) => store.commit({ ...change, timersSet: change.timersSet?.slice(0, 1) ?? [] }),
    })),
    area: timers,
    caught: 'gives due timers in due order, across instances, no more than asked for',
  },
  {
    fault: 'loses a timer in a thousand ways that nobody thought of',
    open: spoilt((store) => ({
      commit: (change) =>
        store.commit({ ...change, timersSet: change.timersSet?.filter(({ dueAt }) => dueAt % 7 !== 3) ?? [] }),
    })),
    area: histories,
    caught: 'leaves what a model of a few lines says',
  },
  {
    fault: 'writes a change in two transactions',
    open: spoilt((store) => ({
      async commit({ messages: sent = [], ...change }) {
        const outcome = await store.commit(change);
        if (sent.length > 0) await store.commit({ at: change.at, by: change.by, action: 'Test', messages: sent });
        return outcome;
      },
    })),
    area: changes,
    caught: 'writes no part of it when one part cannot be written, whichever it is',
  },
  {
    fault: 'does not look whether a message has been taken',
    open: spoilt((store) => ({ commit: ({ taken: _, ...change }) => store.commit(change) })),
    area: messages,
    caught: 'lets one of several instances of a process take a message, however they meet',
  },
  {
    fault: 'brings a signal to one that has begun to listen while it is written down',
    open: spoilt((store, db) => ({
      async spreadSignals() {
        db.prepare('UPDATE subscription SET broadcasts_before = 0').run();
        return store.spreadSignals();
      },
    })),
    area: signals,
    caught: 'are for all who listen, however many, and for none who begins to while they are written down',
  },
  {
    fault: 'forgets who listened beyond those that are written down with the signal',
    open: spoilt(() => ({ spreadSignals: () => Promise.resolve(false) })),
    area: signals,
    caught: 'lose and repeat nobody where the store is closed before all are written down',
  },
  {
    fault: 'finds only the oldest of those who wait',
    open: spoilt(() => ({ nextWaiting: () => Promise.resolve(null) })),
    area: messages,
    caught: 'finds who comes next in the same process, by age and then by key',
  },
  {
    fault: 'looks for subscribers in one transaction and puts the message away in another',
    open: spoilt((_store, db) => ({
      async bufferMessage(messageKey) {
        const waits = `SELECT 1 FROM message m JOIN subscription s USING (name, correlation_key) WHERE m.message_key = ?`;
        if (db.prepare(waits).get(messageKey)) return 'again';
        await new Promise((resolve) => setTimeout(resolve, 5));
        db.prepare("UPDATE message SET state = 'buffered' WHERE message_key = ?").run(messageKey);
        return 'buffered';
      },
    })),
    area: messages,
    caught: 'loses no wake-up when subscribing and putting away happen at the same moment',
  },
];

describe('The contract of the store port', () => {
  for (const { fault, open, area, caught } of CASES) {
    it(`catches a store that ${fault}`, async function () {
      this.timeout(30_000);
      expect(await broken(open, [area])).to.include(caught);
    });
  }
});
