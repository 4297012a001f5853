import type { Change } from '../application/ports.js';
import { messageLanes } from './message-lanes.js';
import type { Db } from './open-database.js';
import { jobWriter } from './write-jobs.js';

/** Writes the rows of one instance beside its state: tasks, timers, subscriptions, jobs and incidents. */
export function partsWriter(db: Db, region: number) {
  const write = statements(db);
  const jobs = jobWriter(db, region);
  const lanes = messageLanes(db);
  return (change: Change, instanceKey: number): void => {
    const { at, by } = change;
    for (const row of change.tasksOpened ?? []) write.openTask.run({ ...row, late: row.late ? 1 : 0, region });
    for (const number of change.tasksLate ?? []) write.lateTask.run({ instanceKey, number });
    for (const { number, state } of change.tasksEnded ?? []) {
      write.endTask.run({ instanceKey, number, state, at, by: state === 'COMPLETED' ? by : null });
    }
    if (change.taskAssigned) write.assignTask.run({ instanceKey, ...change.taskAssigned });
    for (const number of change.timersRemoved ?? []) write.removeTimer.run({ instanceKey, number });
    for (const row of change.timersSet ?? []) write.setTimer.run({ notBefore: row.dueAt, chain: 0, ...row, region });
    for (const number of change.subscriptionsClosed ?? []) write.closeSubscription.run({ instanceKey, number });
    for (const row of change.subscriptionsOpened ?? []) {
      write.openSubscription.run({ ...row, at, region });
      if (row.kind === 'message') lanes.subscribed(row, at);
    }
    jobs.write(change, instanceKey);
    if (change.suspended !== undefined) write.suspend(instanceKey, change.suspended, at);
    for (const row of change.incidentsRaised ?? []) {
      write.raiseIncident.run({
        instanceKey,
        number: row.number,
        element: row.element,
        code: row.code,
        phase: row.phase,
        details: JSON.stringify(row.details),
        at,
        region,
      });
    }
    for (const { number, resolution } of change.incidentsResolved ?? []) {
      write.resolveIncident.run({ instanceKey, number, resolution, at, by });
    }
    const status = change.instance?.state?.status;
    if (status !== undefined && status !== 'running') {
      jobs.endAll(instanceKey);
      write.endAll(instanceKey, at);
    }
  };
}

function statements(db: Db) {
  const ends = [
    db.prepare('DELETE FROM timer WHERE instance_key = @instanceKey'),
    db.prepare('DELETE FROM subscription WHERE instance_key = @instanceKey'),
  ];
  const endTasks = db.prepare(
    "UPDATE task SET state = 'CANCELED', ended_at = @at WHERE instance_key = @instanceKey AND state = 'CREATED'",
  );
  const holdJobs = db.prepare('UPDATE job SET suspended = @suspended WHERE instance_key = @instanceKey');
  const wakeSignals = db.prepare(
    'UPDATE signal_delivery SET attempt_at = @at WHERE instance_key = @instanceKey AND attempt_at > @at',
  );
  return {
    ...taskStatements(db),
    setTimer: db.prepare(
      `INSERT INTO timer (instance_key, number, region, element, due_at, attempt_at, chain)
       VALUES (@instanceKey, @number, @region, @element, @dueAt, @notBefore, @chain)
       ON CONFLICT (instance_key, number) DO UPDATE
       SET element = excluded.element, due_at = excluded.due_at, attempt_at = excluded.attempt_at, attempts = 0,
           chain = excluded.chain`,
    ),
    removeTimer: db.prepare('DELETE FROM timer WHERE instance_key = @instanceKey AND number = @number'),
    openSubscription: db.prepare(
      `INSERT INTO subscription (instance_key, number, region, kind, name, correlation_key, element, opened_at, process_id,
                                 broadcasts_before)
       VALUES (@instanceKey, @number, @region, @kind, @name, @correlationKey, @element, @at,
               (SELECT process_id FROM instance WHERE instance_key = @instanceKey),
               CASE @kind WHEN 'signal' THEN
                 coalesce((SELECT next FROM sequence WHERE region = @region AND name = 'broadcast'), 0) ELSE 0 END)
       ON CONFLICT (instance_key, number) DO UPDATE
       SET name = excluded.name, correlation_key = excluded.correlation_key, element = excluded.element,
           broadcasts_before = excluded.broadcasts_before`,
    ),
    closeSubscription: db.prepare('DELETE FROM subscription WHERE instance_key = @instanceKey AND number = @number'),
    raiseIncident: db.prepare(
      `INSERT INTO incident (instance_key, number, region, element, code, phase, details, raised_at)
       VALUES (@instanceKey, @number, @region, @element, @code, @phase, @details, @at)`,
    ),
    resolveIncident: db.prepare(
      `UPDATE incident SET resolved_at = @at, resolved_by = @by, resolution = @resolution
       WHERE instance_key = @instanceKey AND number = @number AND resolved_at IS NULL`,
    ),
    suspend(instanceKey: number, suspended: boolean, at: number): void {
      holdJobs.run({ instanceKey, suspended: suspended ? 1 : 0 });
      if (!suspended) wakeSignals.run({ instanceKey, at });
    },
    endAll(instanceKey: number, at: number): void {
      for (const end of ends) end.run({ instanceKey });
      endTasks.run({ instanceKey, at });
    },
  };
}

const taskStatements = (db: Db) => ({
  openTask: db.prepare(
    `INSERT INTO task (instance_key, number, region, element, model_key, state, created_at, late, lane, service_level,
                       candidate_group, form_id)
     VALUES (@instanceKey, @number, @region, @element, @modelKey, @state, @createdAt, @late, @lane, @serviceLevel,
             @candidateGroup, @formId)
     ON CONFLICT (instance_key, number) DO UPDATE SET state = 'CREATED', ended_at = NULL, completed_by = NULL`,
  ),
  lateTask: db.prepare('UPDATE task SET late = 1 WHERE instance_key = @instanceKey AND number = @number'),
  endTask: db.prepare(
    `UPDATE task SET state = @state, ended_at = @at, completed_by = @by
     WHERE instance_key = @instanceKey AND number = @number AND state = 'CREATED'`,
  ),
  assignTask: db.prepare(
    `UPDATE task SET assignee = @assignee
     WHERE instance_key = @instanceKey AND number = @number AND state = 'CREATED'`,
  ),
});
