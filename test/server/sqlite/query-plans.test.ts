import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import type { Db } from '../../../server/sqlite/open-database.js';
import { openSqliteIn } from './sqlite-for-tests.js';

/** Tables that stay small however many instances there are. */
const SMALL = [
  'definition',
  'deployment',
  'event_start',
  'timer_start',
  'environment',
  'sequence',
  'model',
  'signal',
  'webhook',
  'task_count',
  'assignee_count',
  'process_count',
];

/** Statements that are not of the command path, or that stop at their limit: what they read does not grow. */
const BOUNDED: readonly RegExp[] = [
  /^DELETE FROM signal WHERE NOT EXISTS/,
  /^SELECT position, at FROM feed ORDER BY position LIMIT/,
  /LIMIT @most/,
  // counting anew, for tests of the counters
  /AS open\s+FROM task WHERE/,
  /FROM instance i GROUP BY process_id HAVING/,
];

/** Partial indexes that hold no more than what is being worked on. */
const OF_WORK = /USING (COVERING )?INDEX (batch_operation_active|batch_operation_unstarted)$/;

const isReading = (sql: string): boolean => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql);

/** Steps of a plan that go through a table from end to end. */
function scans(db: Db, sql: string): readonly string[] {
  const bare = sql.replaceAll(/@\w+/g, 'NULL').replaceAll('?', 'NULL');
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${bare}`).all() as { detail: string }[];
  return plan
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN /.test(detail) && !/^SCAN (CONSTANT|\(subquery)/.test(detail));
}

describe('The statements of the thread that commits', () => {
  let folder: string;
  let db: Db;
  const prepared: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    const { store } = await openSqliteIn(folder, (opened) => {
      db = opened;
      const prepare = db.prepare.bind(db);
      db.prepare = (sql: string) => {
        prepared.push(sql);
        return prepare(sql);
      };
    });
    after(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
  });

  it('find their rows by an index, so that none takes longer the more instances there are', () => {
    const all = [...new Set(prepared)].filter(
      (sql) => isReading(sql) && !BOUNDED.some((known) => known.test(sql.trim())),
    );
    expect(all.length).to.be.greaterThan(60);
    const wrong = all.flatMap((sql) =>
      scans(db, sql)
        .filter((step) => !OF_WORK.test(step) && !SMALL.some((table) => new RegExp(`^SCAN ${table}\\b`).test(step)))
        .map((step) => `${step}: ${sql.replaceAll(/\s+/g, ' ').trim()}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('would be found out if one did not', () => {
    expect(scans(db, 'SELECT * FROM task WHERE lane = @lane')).to.deep.equal(['SCAN task']);
    expect(scans(db, 'SELECT * FROM task WHERE instance_key = ? AND number = ?')).to.deep.equal([]);
  });
});
