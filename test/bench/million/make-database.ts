import Database from 'better-sqlite3';

import { createServices } from '../../../server/application/create-services.js';
import { deployPathway } from '../../../server/application/pathways/deploy-pathway.js';
import { definitionToStart, startInstance } from '../../../server/application/start-instance.js';
import { completeTask } from '../../../server/application/tasks/complete-task.js';
import type { Db } from '../../../server/sqlite/open-database.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { COMPLETIONS, outputOf, twelveTasks } from '../twelve-tasks.js';

/** Groups that the tasks are divided among. */
export const GROUPS = 200;

/** One instance for each place to wait at, in the order of the completions that led there. */
export interface Template {
  readonly instanceKey: number;
  /** Number of the task that is open, and of the completion that ends it. */
  readonly task: number;
  readonly completion: number;
}

export interface MadeDatabase {
  readonly templates: readonly Template[];
  readonly first: number;
  readonly count: number;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const CHUNK = 20_000;

/**
 * Makes a database of waiting instances: the first of each kind by commands, the rest as copies of their rows under keys,
 * business keys and task groups of their own, in the order in which they would have been written.
 */
export async function makeDatabase(file: string, count: number): Promise<MadeDatabase> {
  const templates = await makeTemplates(file);
  const first = 1_000_000;
  inBulk(file, (db) => copy(db, templates, first, count));
  return { templates, first, count };
}

async function makeTemplates(file: string): Promise<readonly Template[]> {
  const store = openSqlite({ file, migrations: 'server/sqlite/migrations', durable: false });
  const services = createServices({ store, clock: { now: () => Date.now() }, log: silent });
  try {
    await deployPathway(services, { by: 'bench' }, { name: 'twelve-tasks', bpmn: twelveTasks() });
    const definition = await definitionToStart(services, 'Process_Twelve');
    const templates: Template[] = [];
    for (let completion = 1; completion <= COMPLETIONS; completion++) {
      const { processInstanceKey } = await startInstance(
        services,
        { by: 'nurse' },
        { definition, businessKey: `patient-${-completion}` },
      );
      const instanceKey = Number(processInstanceKey);
      const nextTask = async (): Promise<number> => {
        const { items } = await store.searchTasks({ instanceKey, state: 'CREATED' }, { limit: 1 });
        return items[0]?.number ?? 0;
      };
      for (let done = 1; done < completion; done++) {
        await completeTask(services, { by: 'nurse' }, `${instanceKey}:${await nextTask()}`, outputOf(done));
      }
      templates.push({ instanceKey, task: await nextTask(), completion });
    }
    return templates;
  } finally {
    await services.work.stop();
    await store.close();
  }
}

/** Without a log, so that each page is written once: a crash leaves nothing but a file to throw away. */
function inBulk(file: string, work: (db: Db) => void): void {
  const db = new Database(file);
  try {
    for (const mode of ['DELETE', 'OFF']) db.pragma(`journal_mode = ${mode}`);
    db.pragma('cache_size = -500000');
    work(db);
  } finally {
    db.close();
  }
}

/** Indexes and counters are made when all rows are there: at a million instances that is much faster than row by row. */
function copy(db: Db, templates: readonly Template[], first: number, count: number): void {
  db.exec('CREATE TEMP TABLE template (place INTEGER PRIMARY KEY, own INTEGER NOT NULL)');
  const place = db.prepare('INSERT INTO template (place, own) VALUES (@place, @own)');
  templates.forEach(({ instanceKey: own }, index) => place.run({ place: index, own }));
  const tables = tablesOfInstances(db);
  const later = takeAway(db, tables);
  setApart(db, tables);
  const statements = [...tables.map((table) => copyStatement(db, table)), COPY_VALUES].map((sql) => db.prepare(sql));
  const copyChunk = db.transaction((from: number, to: number) => {
    const before = db.prepare('SELECT max(history_key) FROM history').pluck().get();
    for (const statement of statements) {
      statement.run({ from, to, first, before, templates: templates.length, groups: GROUPS });
    }
  });
  for (let done = 0; done < count; done += CHUNK) copyChunk(first + done, first + Math.min(count, done + CHUNK) - 1);
  for (const sql of later) db.exec(sql);
  db.exec(RECOUNT);
  db.prepare("UPDATE sequence SET next = @next WHERE name = 'instance'").run({ next: first + count + 1 });
}

/** The rows of the templates in tables of their own: SQLite would else gather each copy elsewhere before it writes it. */
function setApart(db: Db, tables: readonly string[]): void {
  for (const table of tables) {
    db.exec(`CREATE TEMP TABLE own_${table} AS SELECT t.* FROM ${table} t JOIN template p ON p.own = t.instance_key`);
    db.exec(`CREATE INDEX temp.own_${table}_instance ON own_${table} (instance_key)`);
  }
  db.exec(`CREATE TEMP TABLE own_value AS
           SELECT p.place, h.sequence, v.region, v.salt, v.value
           FROM history h JOIN template p ON p.own = h.instance_key JOIN history_value v USING (history_key)`);
  db.exec('CREATE UNIQUE INDEX temp.own_value_of_event ON own_value (place, sequence)');
}

/** @returns the statements that make the indexes and triggers again */
function takeAway(db: Db, tables: readonly string[]): readonly string[] {
  const found = db
    .prepare("SELECT type, name, tbl_name AS ofTable, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table'")
    .all() as { type: string; name: string; ofTable: string; sql: string }[];
  const gone = found.filter(({ ofTable }) => tables.includes(ofTable));
  for (const { type, name } of gone) db.exec(`DROP ${type} ${name}`);
  return gone.map(({ sql }) => sql);
}

/** The values of the events that have just been copied, under the keys that their rows have got. */
const COPY_VALUES = `
  INSERT INTO history_value (history_key, region, salt, value)
  SELECT h.history_key, v.region, v.salt, v.value
  FROM history h CROSS JOIN temp.own_value v
       ON v.place = (h.instance_key - CAST(@first AS INTEGER)) % CAST(@templates AS INTEGER) AND v.sequence = h.sequence
  WHERE h.history_key > @before`;

const RECOUNT = `
  DELETE FROM task_count;
  INSERT INTO task_count (region, candidate_group, service_level, late, open)
  SELECT region, coalesce(candidate_group, ''), coalesce(service_level, ''), late, count(*)
  FROM task WHERE state = 'CREATED' GROUP BY 1, 2, 3, 4;
  DELETE FROM process_count;
  INSERT INTO process_count (region, process_id, running, incidents)
  SELECT region, process_id, sum(status = 'running'), 0 FROM instance GROUP BY 1, 2;`;

function tablesOfInstances(db: Db): readonly string[] {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const columnsOf = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  return tables.filter((table) => columnsOf(table).includes('instance_key') && table !== 'feed');
}

/** Columns that name their instance in a text, and those that are to differ from one instance to the next. */
const OWN: Readonly<Record<string, string>> = {
  'instance.instance_key': 'n.k',
  instance_key: 'n.k',
  'instance.business_key': "'patient-' || n.k",
  'instance.state': `replace(replace(t.state, '"instanceId":"' || p.own || '"', '"instanceId":"' || n.k || '"'),
                             '"businessKey":"' || t.business_key || '"', '"businessKey":"patient-' || n.k || '"')`,
  'history.events': `replace(t.events, '"' || p.own || ':', '"' || n.k || ':')`,
  'task.candidate_group': "'group-' || (n.k % CAST(@groups AS INTEGER))",
  'task.created_at': 't.created_at + n.k',
  'timer.due_at': 't.due_at + n.k',
  'timer.attempt_at': 't.attempt_at + n.k',
};

function copyStatement(db: Db, table: string): string {
  const columns = (db.pragma(`table_info(${table})`) as { name: string; pk: number; type: string }[]).filter(
    ({ name }) => name !== `${table}_key` || name === 'instance_key',
  );
  const values = columns.map(({ name }) => OWN[`${table}.${name}`] ?? OWN[name] ?? `t.${name}`);
  return `
    WITH RECURSIVE n(k) AS (SELECT CAST(@from AS INTEGER) UNION ALL SELECT k + 1 FROM n WHERE k < @to)
    INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
    SELECT ${values.join(', ')}
    FROM n CROSS JOIN temp.template p ON p.place = (n.k - CAST(@first AS INTEGER)) % CAST(@templates AS INTEGER)
           CROSS JOIN temp.own_${table} t ON t.instance_key = p.own
    WHERE @groups > 0`;
}
