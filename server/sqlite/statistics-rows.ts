import type { Statistics, TaskCount } from '../application/ports.js';
import type { Db } from './open-database.js';

type TaskRow = Omit<TaskCount, 'late'> & { late: number };

/** Counters, and the same counted anew. */
export function statisticsRows(db: Db) {
  const reader = (tasks: string, assignees: string, processes: string) => {
    const all = {
      tasks: db.prepare<[], TaskRow>(tasks),
      assignees: db.prepare<[], Statistics['assignees'][number]>(assignees),
      processes: db.prepare<[], Statistics['processes'][number]>(processes),
    };
    return (): Statistics => ({
      tasks: all.tasks.all().map((row) => ({ ...row, late: row.late === 1 })),
      assignees: all.assignees.all(),
      processes: all.processes.all(),
    });
  };
  return {
    statistics: reader(
      `SELECT nullif(candidate_group, '') AS candidateGroup, nullif(service_level, '') AS serviceLevel, late,
              sum(open) AS open
       FROM task_count GROUP BY candidate_group, service_level, late HAVING sum(open) > 0
       ORDER BY candidate_group, service_level, late`,
      'SELECT assignee, sum(open) AS open FROM assignee_count GROUP BY assignee ORDER BY open DESC, assignee LIMIT 100',
      `SELECT process_id AS processId, sum(running) AS running, sum(incidents) AS incidents FROM process_count
       GROUP BY process_id HAVING sum(running) > 0 OR sum(incidents) > 0 ORDER BY process_id`,
    ),
    recount: reader(
      `SELECT candidate_group AS candidateGroup, service_level AS serviceLevel, late, count(*) AS open
       FROM task WHERE state = 'CREATED' GROUP BY candidate_group, service_level, late
       ORDER BY coalesce(candidate_group, ''), coalesce(service_level, ''), late`,
      `SELECT assignee, count(*) AS open FROM task WHERE state = 'CREATED' AND assignee IS NOT NULL
       GROUP BY assignee ORDER BY open DESC, assignee LIMIT 100`,
      `SELECT process_id AS processId, sum(status = 'running') AS running,
              sum((SELECT count(*) FROM incident n WHERE n.instance_key = i.instance_key AND n.resolved_at IS NULL))
                AS incidents
       FROM instance i GROUP BY process_id HAVING running > 0 OR incidents > 0 ORDER BY process_id`,
    ),
  };
}
