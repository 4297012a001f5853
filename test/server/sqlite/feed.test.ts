import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import type { Change, FeedRow, Store, TaskRow } from '../../../server/application/ports.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { stateOf } from '../store-contract/given-store.js';

const migrations = 'server/sqlite/migrations';

describe('The feed in the store', () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    store = openSqlite({ file: join(folder, 'a.db'), migrations });
    await store.deploy({
      name: 'd',
      at: 1,
      by: 'x',
      source: { modelKey: 'm', bpmn: '', forms: {}, decisions: [], texts: {} },
      processes: [{ processId: 'P', name: 'P', eventStarts: [], timerStarts: [] }],
    });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const created = {
    definitionKey: 1,
    processId: 'P',
    environment: { environmentKey: 'env', root: 'm', called: [], calls: {} },
  };
  const task = (number: number): TaskRow => ({
    instanceKey: 1,
    number,
    element: 'Task_A',
    modelKey: 'm',
    state: 'CREATED',
    createdAt: 10,
    endedAt: null,
    completedBy: null,
    assignee: null,
    late: false,
    lane: null,
    serviceLevel: null,
    candidateGroup: 'ward',
    formId: null,
  });
  const commit = (change: Partial<Change>, expectedRevision: number, at = 10) =>
    store.commit({
      at,
      by: 'x',
      action: 'test',
      ...change,
      instance: { instanceKey: 1, expectedRevision, state: stateOf(1), ...(expectedRevision === 0 && { created }) },
    });
  const started: Partial<Change> = { events: [{ type: 'InstanceStarted' } as never], tasksOpened: [task(2)] };
  const shown = (rows: readonly FeedRow[]) =>
    rows.map(({ position, events }) => [position, events.map(({ type }) => type)]);
  /** One change for each of so many tasks, a second apart. */
  const givenTasks = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) await commit({ tasksOpened: [task(n + 2)] }, n, 1000 * (n + 1));
  };
  const positions = async (): Promise<readonly number[]> =>
    (await store.readFeed(0, 1000)).map(({ position }) => position);

  it('holds one row for each change that has something to tell, in the order of the commits', async () => {
    await commit(started, 0);
    await commit({}, 1);
    await commit({ taskAssigned: { number: 2, assignee: 'nurse', previous: null } }, 2);
    await commit({ tasksEnded: [{ number: 2, state: 'COMPLETED' }], tasksOpened: [task(3)] }, 3);
    await commit({ tasksLate: [3], tasksEnded: [{ number: 3, state: 'CANCELED' }] }, 4);
    expect(shown(await store.readFeed(0, 10))).to.deep.equal([
      [1, ['instance.started', 'task.created']],
      [2, ['task.assigned']],
      [3, ['task.completed', 'task.created']],
      [4, ['task.canceled', 'task.late']],
    ]);
    expect(shown(await store.readFeed(2, 1))).to.deep.equal([[3, ['task.completed', 'task.created']]]);
    expect((await store.readFeed(2, 1))[0]?.events[0]).to.deep.equal({
      type: 'task.completed',
      number: 2,
      element: 'Task_A',
      candidateGroup: 'ward',
      assignee: 'nurse',
      previousAssignee: null,
      code: null,
    });
  });

  it('tells nothing of a change that was not made', async () => {
    await commit(started, 0);
    expect(await commit({ tasksEnded: [{ number: 2, state: 'COMPLETED' }] }, 7)).to.deep.equal({ kind: 'conflict' });
    await commit({ tasksEnded: [{ number: 2, state: 'COMPLETED' }] }, 1);
    expect(shown(await store.readFeed(1, 10))).to.deep.equal([[2, ['task.completed']]]);
  });

  it('tells nothing of a person who gets a task that is already hers', async () => {
    await commit(started, 0);
    await commit({ taskAssigned: { number: 2, assignee: 'nurse', previous: 'nurse' } }, 1);
    expect(await positions()).to.deep.equal([1]);
  });

  it('loses its old rows by age and by number, from the old end only, a slice at a time', async () => {
    await givenTasks(10);
    expect(await store.pruneFeed({ before: 3000, most: 1000, limit: 1 })).to.equal(1);
    expect(await store.pruneFeed({ before: 3000, most: 1000, limit: 5 })).to.equal(1);
    expect(await positions()).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await store.pruneFeed({ before: 0, most: 4, limit: 100 })).to.equal(4);
    expect(await positions()).to.deep.equal([7, 8, 9, 10]);
    expect(await store.feedBounds()).to.deep.equal({ oldest: 7, newest: 10 });
  });

  it('gets no hole where the clock was set back', async () => {
    await commit({ tasksOpened: [task(2)] }, 0, 9000);
    await commit({ tasksOpened: [task(3)] }, 1, 1000);
    await commit({ tasksOpened: [task(4)] }, 2, 9000);
    expect(await store.pruneFeed({ before: 5000, most: 100, limit: 100 })).to.equal(0);
    expect(await positions()).to.deep.equal([1, 2, 3]);
  });

  it('counts on where all that was told is too old, also after a restart', async () => {
    await givenTasks(5);
    await store.pruneFeed({ before: 1_000_000, most: 0, limit: 100 });
    expect(await positions()).to.deep.equal([5]);
    await store.close();
    store = openSqlite({ file: join(folder, 'a.db'), migrations });
    await commit({ tasksOpened: [task(9)] }, 5);
    expect(await positions()).to.deep.equal([5, 6]);
  });

  it('is small: a completion that opens the next task is less than 100 bytes', async () => {
    await commit(started, 0);
    for (let n = 1; n <= 500; n++)
      await commit(
        { tasksEnded: [{ number: 1000 + n, state: 'COMPLETED' }], tasksOpened: [task(1001 + n)] },
        n,
        1_800_000_000_000,
      );
    const db = new Database(join(folder, 'a.db'), { readonly: true });
    const { bytes } = db.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'feed'").get() as {
      bytes: number;
    };
    db.close();
    expect(bytes / 501).to.be.lessThan(100);
  });
});
