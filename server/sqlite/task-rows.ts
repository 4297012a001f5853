import type { Page, PageRequest, Part, TaskFilter, TaskView } from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';

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
    searchTasks(filter: TaskFilter, page: PageRequest): Page<TaskView> {
      const [createdAt, instanceKey, number] = page.after === undefined ? [] : decodeCursor(page.after, 3);
      const rows = db
        .prepare<object, Row>(
          `${SELECT} ${where([
            // written out for the open ones, so that their partial index serves
            filter.state === 'CREATED' ? "t.state = 'CREATED'" : filter.state !== undefined && 't.state = @state',
            filter.instanceKey !== undefined && 't.instance_key = @ofInstance',
            filter.processId !== undefined && 'i.process_id = @processId',
            filter.element !== undefined && 't.element = @element',
            filter.assignee !== undefined && 't.assignee = @assignee',
            filter.isAssigned !== undefined && (filter.isAssigned ? 't.assignee IS NOT NULL' : 't.assignee IS NULL'),
            filter.candidateGroup !== undefined && 't.candidate_group = @candidateGroup',
            filter.serviceLevel !== undefined && 't.service_level = @serviceLevel',
            filter.late !== undefined && (filter.late ? 't.late = 1' : 't.late = 0'),
            filter.businessKey !== undefined && 'i.business_key = @businessKey',
            createdAt !== undefined && '(t.created_at, t.instance_key, t.number) > (@createdAt, @instanceKey, @number)',
          ])} ORDER BY t.created_at, t.instance_key, t.number LIMIT @limit`,
        )
        .all({
          state: filter.state,
          ofInstance: filter.instanceKey,
          processId: filter.processId,
          element: filter.element,
          assignee: filter.assignee,
          candidateGroup: filter.candidateGroup,
          serviceLevel: filter.serviceLevel,
          businessKey: filter.businessKey,
          createdAt,
          instanceKey,
          number,
          limit: page.limit + 1,
        });
      return toPage(rows, page.limit, toTask, (row) => [row.createdAt, row.instanceKey, row.number]);
    },
  };
}
