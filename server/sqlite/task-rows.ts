import { ApplicationError } from '../application/application-error.js';
import type { Page, PageRequest, Part, TaskFilter, TaskOrder, TaskView } from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { taskBindings, taskConditions } from './task-conditions.js';

type Row = Omit<TaskView, 'late' | 'suspended'> & { late: number; suspended: number };

const SELECT = `
  SELECT t.instance_key AS instanceKey, t.number, t.element, t.model_key AS modelKey, t.state, t.created_at AS createdAt,
         t.ended_at AS endedAt, t.completed_by AS completedBy, t.assignee, t.late, t.lane, t.service_level AS serviceLevel,
         t.candidate_group AS candidateGroup, t.form_id AS formId, i.definition_key AS definitionKey,
         i.process_id AS processId, d.version, i.business_key AS businessKey, i.suspended
  FROM task t JOIN instance i USING (instance_key) JOIN definition d USING (definition_key)`;

const toTask = (row: Row): TaskView => ({ ...row, late: row.late === 1, suspended: row.suspended === 1 });

/** Reads user and manual tasks. */
export function taskRows(db: Db) {
  const one = db.prepare<Part, Row>(`${SELECT} WHERE t.instance_key = @instanceKey AND t.number = @number`);
  return {
    task(part: Part): TaskView | null {
      const row = one.get({ instanceKey: part.instanceKey, number: part.number });
      return row ? toTask(row) : null;
    },
    searchTasks(filter: TaskFilter, page: PageRequest, order: TaskOrder = OLDEST_FIRST): Page<TaskView> {
      const { column, field, direction, beyond, code } = orderOf(order);
      const [madeFor = code, time, instanceKey, number] = page.after === undefined ? [] : decodeCursor(page.after, 4);
      if (madeFor !== code) throw new ApplicationError('CURSOR_NOT_VALID');
      const rows = db
        .prepare<object, Row>(
          `${SELECT} ${where([
            ...taskConditions(filter),
            time !== undefined && `(${column}, t.instance_key, t.number) ${beyond} (@time, @instanceKey, @number)`,
          ])} ORDER BY ${column} ${direction}, t.instance_key ${direction}, t.number ${direction} LIMIT @limit`,
        )
        .all({ ...taskBindings(filter), time, instanceKey, number, limit: page.limit + 1 });
      return toPage(rows, page.limit, toTask, (row) => [code, row[field] ?? 0, row.instanceKey, row.number]);
    },
  };
}

const OLDEST_FIRST: TaskOrder = { by: 'created', descending: false };

/** How an order is written; its code begins its cursors, so that they fit no other. */
function orderOf({ by, descending }: TaskOrder) {
  const key =
    by === 'created'
      ? ({ column: 't.created_at', field: 'createdAt' } as const)
      : ({ column: 'coalesce(t.ended_at, 0)', field: 'endedAt' } as const);
  const code = (by === 'created' ? 0 : 2) + (descending ? 1 : 0);
  return { ...key, code, ...(descending ? { direction: 'DESC', beyond: '<' } : { direction: 'ASC', beyond: '>' }) };
}
