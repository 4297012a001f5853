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

/** Keys of one thing: what is found by them is as much as belongs to it, however many others there are. */
const OF_ONE =
  /\((rowid|instance_key|message_key|batch_key|definition_key|signal_key|model_key|environment_key)=\?|\(person=\? AND key=\?|\(name=\? AND correlation_key=\? AND message_id=\?|\(kind=\? AND delivery_key=\?/;

/** Statements that read all that they find, and why that does not grow. */
const FEW: readonly RegExp[] = [
  // of a lane one has its turn
  /^UPDATE message SET attempt_at = @at WHERE state = 'pending' AND queued = 0 AND/,
  // a slice has two ends
  /instance_key > @after AND instance_key <= @upTo/,
  // up to the last of those that were read
  /^DELETE FROM feed WHERE position <= \?/,
];

/** Statements that seem to ask for more than their index holds, and why no row is passed over. */
const WHOLLY_HELD: readonly RegExp[] = [
  // of several tables, each part with an index of its own
  /^SELECT min\(at\) AS at FROM \(/,
  // what more it looks at is in what it gives, not in what it asks for
  /AS isKept\s+FROM message_identity i/,
  /AS stays\s+FROM/,
];

const isReading = (sql: string): boolean => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql);

function plan(db: Db, sql: string): readonly string[] {
  const bare = sql.replaceAll(/@\w+/g, 'NULL').replaceAll('?', 'NULL');
  return (db.prepare(`EXPLAIN QUERY PLAN ${bare}`).all() as { detail: string }[]).map(({ detail }) => detail);
}

/** Steps of a plan that go through a table from end to end. */
const scans = (db: Db, sql: string): readonly string[] =>
  plan(db, sql).filter((detail) => /^SCAN /.test(detail) && !/^SCAN (CONSTANT|\(subquery)/.test(detail));

const isSmall = (step: string, sql: string): boolean => SMALL.includes(tableOf(step, sql));
const stopsEarly = (sql: string): boolean => /\bLIMIT\b|\bEXISTS\b|\b(min|max)\(/i.test(sql);

/** Table of a step of a plan, which names it as the statement does. */
function tableOf(step: string, sql: string): string {
  const name = /^(?:SEARCH|SCAN) (\w+)/.exec(step)?.[1] ?? '';
  const alias = new RegExp(`\\b(?:FROM|JOIN) (\\w+) ${name}\\b`).exec(sql)?.[1];
  return alias ?? name;
}

/** Searches of a statement that read all that is found by something other than the key of one thing, or sort it. */
function unbounded(db: Db, sql: string): readonly string[] {
  const steps = plan(db, sql);
  const sorts = steps.some((step) => step.includes('TEMP B-TREE'));
  if (!sorts && stopsEarly(sql)) return [];
  return steps.filter((step) => step.startsWith('SEARCH') && !OF_ONE.test(step) && !isSmall(step, sql));
}

/** Columns of a statement's conditions that its index does not hold: rows without them are passed over one by one. */
function passedOver(db: Db, sql: string): readonly string[] {
  if (!stopsEarly(sql)) return [];
  return plan(db, sql).flatMap((step) => {
    const index = /^SEARCH .* USING (?:COVERING )?INDEX (\w+)/.exec(step)?.[1];
    if (index === undefined || OF_ONE.test(step) || isSmall(step, sql)) return [];
    const { tbl_name: table, sql: made } = db
      .prepare('SELECT tbl_name, sql FROM sqlite_schema WHERE name = ?')
      .get(index) as { tbl_name: string; sql: string };
    const columns = (db.pragma(`table_info(${table})`) as { name: string; pk: number }[])
      .filter(({ pk }) => pk === 0)
      .map(({ name }) => name);
    const held = new Set<string | null>([
      ...(db.pragma(`index_xinfo(${index})`) as { name: string | null }[]).map(({ name }) => name),
      ...(made.match(/\w+/g) ?? []),
    ]);
    const conditions = sql.replace(/^.*?\bWHERE\b/s, '').replace(/\bRETURNING\b.*$/s, '');
    const asked = new Set<string>(conditions.match(/(?<![@\w])\w+/g));
    return columns.filter((column) => asked.has(column) && !held.has(column)).map((column) => `${index}: ${column}`);
  });
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

  const statements = (known: readonly RegExp[]): readonly string[] =>
    [...new Set(prepared)].filter(
      (sql) => isReading(sql) && ![...BOUNDED, ...known].some((each) => each.test(sql.trim())),
    );
  const found = (known: readonly RegExp[], wrong: (sql: string) => readonly string[]): readonly string[] =>
    statements(known).flatMap((sql) => wrong(sql).map((step) => `${step}: ${sql.replaceAll(/\s+/g, ' ').trim()}`));

  it('find their rows by an index, so that none takes longer the more instances there are', () => {
    expect(statements([]).length).to.be.greaterThan(60);
    const wrong = found([], (sql) => scans(db, sql).filter((step) => !OF_WORK.test(step) && !isSmall(step, sql)));
    expect(wrong).to.deep.equal([]);
  });

  it('read what belongs to one thing, or stop early, and sort nothing else', () => {
    expect(found(FEW, (sql) => unbounded(db, sql))).to.deep.equal([]);
  });

  it('have indexes that hold all they ask for where they stop early, so that nothing stands in front', () => {
    expect(found(WHOLLY_HELD, (sql) => passedOver(db, sql))).to.deep.equal([]);
  });

  it('would be found out if one did not', () => {
    expect(scans(db, 'SELECT * FROM task WHERE lane = @lane')).to.deep.equal(['SCAN task']);
    expect(scans(db, 'SELECT * FROM task WHERE instance_key = ? AND number = ?')).to.deep.equal([]);
    const waiting = "FROM subscription WHERE kind = 'message' AND name = @name AND correlation_key IS @key";
    const all = `SELECT * ${waiting}`;
    expect(unbounded(db, all), 'all who wait').to.have.length(1);
    expect(unbounded(db, `${all} ORDER BY opened_at LIMIT 1`), 'sorts them first').to.have.length(1);
    expect(unbounded(db, `${all} ORDER BY process_id, opened_at LIMIT 1`)).to.deep.equal([]);
    const jobs = 'SELECT * FROM job WHERE topic = @topic AND suspended = 0 AND retries > 0';
    expect(passedOver(db, `${jobs} AND lock_token IS NULL ORDER BY available_at LIMIT 1`)).to.deep.equal([
      'job_topic: lock_token',
    ]);
    expect(passedOver(db, `${jobs} ORDER BY available_at LIMIT 1`)).to.deep.equal([]);
    const beside =
      "SELECT * FROM instance WHERE business_key = @key AND process_id = @id AND status = 'running' LIMIT 1";
    expect(passedOver(db, beside), 'all of the process').to.deep.equal([
      'instance_process: business_key',
      'instance_process: status',
    ]);
  });
});
