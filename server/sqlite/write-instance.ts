import type { Change, EnvironmentRow, InstanceChange } from '../application/ports.js';
import type { Db } from './open-database.js';

/**
 * Writes the instance row at the revision it was decided on.
 * A step that succeeded ends a quarantine.
 * @returns sequence of its last event; null when the row has another revision
 */
export function instanceWriter(db: Db, region: number) {
  const insert = db.prepare(
    `INSERT INTO instance (instance_key, region, definition_key, process_id, environment_id, business_key, status, revision,
                           event_count, incident_count, started_at, started_by, ended_at, end_reason, runs_alone, suspended, state)
     VALUES (@instanceKey, @region, @definitionKey, @processId, @environmentId, @businessKey, @status, 1,
             @newEvents, @incidentCount, @at, @by, @endedAt, @endReason, @runsAlone, @suspended, @state)`,
  );
  // what indexes hold is not set where it stays as it is: that would write the indexes too
  const advance = db.prepare<object, { eventCount: number }>(
    `UPDATE instance SET revision = revision + 1, event_count = event_count + @newEvents, state = @state
     WHERE instance_key = @instanceKey AND revision = @expectedRevision AND status = @status
       AND incident_count = @incidentCount AND business_key IS @businessKey AND end_reason IS @endReason
       AND suspended = @suspended
     RETURNING event_count AS eventCount`,
  );
  const update = db.prepare<object, { eventCount: number }>(
    `UPDATE instance SET business_key = @businessKey, status = @status, revision = revision + 1,
            event_count = event_count + @newEvents, incident_count = @incidentCount, ended_at = @endedAt,
            end_reason = @endReason, runs_alone = max(runs_alone, @runsAlone), suspended = @suspended, state = @state,
            archived_at = CASE WHEN @endedAt IS NULL THEN NULL ELSE archived_at END
     WHERE instance_key = @instanceKey AND revision = @expectedRevision RETURNING event_count AS eventCount`,
  );
  const touch = db.prepare<object, { eventCount: number }>(
    `UPDATE instance SET revision = revision + 1, event_count = event_count + @newEvents
     WHERE instance_key = @instanceKey AND revision = @expectedRevision RETURNING event_count AS eventCount`,
  );
  const endQuarantine = db.prepare('DELETE FROM quarantine WHERE instance_key = @instanceKey');
  const environmentId = environmentWriter(db, region);

  return (change: Change, instance: InstanceChange): number | null => {
    const { instanceKey, expectedRevision, state, created } = instance;
    const newEvents = change.events?.length ?? 0;
    if (!state) return touch.get({ instanceKey, expectedRevision, newEvents })?.eventCount ?? null;
    const ended = state.status !== 'running';
    const row = {
      instanceKey,
      newEvents,
      businessKey: state.businessKey,
      status: state.status,
      incidentCount: state.incidents,
      endedAt: ended ? change.at : null,
      endReason: ended ? (instance.endReason ?? null) : null,
      runsAlone: instance.runsAlone ? 1 : 0,
      suspended: state.suspended ? 1 : 0,
      state: state.text,
    };
    if (!created) {
      endQuarantine.run({ instanceKey });
      const bound = { ...row, expectedRevision };
      return (advance.get(bound) ?? update.get(bound))?.eventCount ?? null;
    }
    insert.run({
      ...row,
      region,
      definitionKey: created.definitionKey,
      processId: created.processId,
      environmentId: environmentId(created.environment),
      at: change.at,
      by: change.by,
    });
    return newEvents;
  };
}

function environmentWriter(db: Db, region: number): (environment: EnvironmentRow) => number {
  const find = db.prepare<[string], { id: number }>(
    'SELECT environment_id AS id FROM environment WHERE environment_key = ?',
  );
  const insert = db.prepare(
    `INSERT INTO environment (region, environment_key, root, called, calls)
     VALUES (@region, @environmentKey, @root, @called, @calls)`,
  );
  return ({ environmentKey, root, called, calls }) =>
    find.get(environmentKey)?.id ??
    Number(
      insert.run({ region, environmentKey, root, called: JSON.stringify(called), calls: JSON.stringify(calls) })
        .lastInsertRowid,
    );
}
