import Database from 'better-sqlite3';

import type { BatchSelection, IncidentFilter, InstanceFilter, NewBatch, Part } from '../application/ports.js';
import { where } from './cursor.js';
import type { Db } from './open-database.js';

/** Instances that one statement looks at, and items that one writes: a few milliseconds each. */
const AT_ONCE = 500;

type Filtered = Exclude<BatchSelection, { of: 'items' }>;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Writes down what an operation is about: what a filter finds is read in one transaction on a connection of its own, so
 * that it is what was true at one moment, and then written in pieces; between pieces others have their turn. Nothing is
 * written while that transaction is open: it keeps the log from being copied into the file, all of which would then
 * fall to one commit.
 */
export function batchSelector(db: Db, region: number) {
  const insert = db.prepare(
    `INSERT INTO batch_operation (batch_key, region, kind, state, created_at, created_by, reason)
     VALUES (@batchKey, @region, @kind, 'CREATED', @at, @by, @reason)`,
  );
  const item = db.prepare(
    `INSERT INTO batch_item (batch_key, number, region, instance_key, incident_number, state)
     VALUES (@batchKey, @number, @region, @instanceKey, @incident, 'ACTIVE')`,
  );
  const count = db.prepare('UPDATE batch_operation SET total = total + @more WHERE batch_key = @batchKey');
  const write = db.transaction((batchKey: number, first: number, items: readonly Part[]): void => {
    items.forEach(({ instanceKey, number: incident }, at) =>
      item.run({ batchKey, number: first + at, region, instanceKey, incident }),
    );
    count.run({ batchKey, more: items.length });
  });
  return async (batch: NewBatch, selection: BatchSelection): Promise<void> => {
    insert.run({ ...batch, region });
    const items = selection.of === 'items' ? selection.items : await found(db, selection);
    for (let from = 0; from < items.length; from += AT_ONCE) {
      write.immediate(batch.batchKey, from + 1, items.slice(from, from + AT_ONCE));
      await breathe();
    }
  };
}

async function found(db: Db, selection: Filtered): Promise<readonly Part[]> {
  const all: Part[] = [];
  const reader = new Database(db.name, { readonly: true });
  try {
    reader.exec('BEGIN');
    const last = reader.prepare('SELECT max(instance_key) AS last FROM instance').get() as { last: number | null };
    const find = finder(reader, selection);
    for (let from = 0; from < (last.last ?? 0); from += AT_ONCE) {
      all.push(...find(from, from + AT_ONCE));
      await breathe();
    }
    return all;
  } finally {
    reader.close();
  }
}

/** Looks at a range of instances, however few of them are found. */
function finder(reader: Db, selection: Filtered) {
  const statement = reader.prepare<object, Part>(
    selection.of === 'instances' ? instancesOf(selection.filter) : incidentsOf(selection.filter),
  );
  return (after: number, upTo: number): readonly Part[] => statement.all({ ...selection.filter, after, upTo });
}

const instancesOf = (filter: InstanceFilter): string =>
  `SELECT i.instance_key AS instanceKey, 0 AS number FROM instance i ${where([
    'i.instance_key > @after AND i.instance_key <= @upTo',
    filter.processId !== undefined && '+i.process_id = @processId',
    filter.businessKey !== undefined && '+i.business_key = @businessKey',
    filter.status !== undefined && 'i.status = @status',
    filter.suspended !== undefined && (filter.suspended ? 'i.suspended = 1' : 'i.suspended = 0'),
    filter.hasIncident !== undefined && (filter.hasIncident ? 'i.incident_count > 0' : 'i.incident_count = 0'),
  ])} ORDER BY i.instance_key`;

const incidentsOf = (filter: IncidentFilter): string =>
  `SELECT x.instance_key AS instanceKey, x.number FROM incident x JOIN instance i USING (instance_key) ${where([
    'x.instance_key > @after AND x.instance_key <= @upTo AND x.resolved_at IS NULL',
    filter.instanceKey !== undefined && 'x.instance_key = @instanceKey',
    filter.element !== undefined && 'x.element = @element',
    filter.code !== undefined && 'x.code = @code',
    filter.processId !== undefined && '+i.process_id = @processId',
    filter.since !== undefined && '+x.raised_at >= @since',
  ])} ORDER BY x.instance_key, x.number`;
