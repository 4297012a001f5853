import type { Change, EnvironmentRow, InstanceChange } from '../application/ports.js';
import { divideEvent } from './event-parts.js';
import type { Db } from './open-database.js';

/** Thrown inside a transaction to roll it back. */
export class Conflict extends Error {}

/** Writes the instance row at the revision it was decided on, and its events behind those that are there. */
export function instanceWriter(db: Db, region: number) {
  const insert = db.prepare(
    `INSERT INTO instance (instance_key, region, definition_key, process_id, environment_id, business_key, status, revision,
                           event_count, incident_count, started_at, started_by, ended_at, end_reason, state)
     VALUES (@instanceKey, @region, @definitionKey, @processId, @environmentId, @businessKey, @status, 1,
             @newEvents, @incidentCount, @at, @by, @endedAt, @endReason, @state)`,
  );
  const update = db.prepare(
    `UPDATE instance SET business_key = @businessKey, status = @status, revision = revision + 1,
            event_count = event_count + @newEvents, incident_count = @incidentCount, ended_at = @endedAt,
            end_reason = @endReason, state = @state
     WHERE instance_key = @instanceKey AND revision = @expectedRevision`,
  );
  const touch = db.prepare(
    `UPDATE instance SET revision = revision + 1, event_count = event_count + @newEvents
     WHERE instance_key = @instanceKey AND revision = @expectedRevision`,
  );
  const eventCount = db.prepare<[number], { eventCount: number }>(
    'SELECT event_count AS eventCount FROM instance WHERE instance_key = ?',
  );
  const event = db.prepare(
    `INSERT INTO event (instance_key, sequence, region, at, by, type, body)
     VALUES (@instanceKey, @sequence, @region, @at, @by, @type, @body)`,
  );
  const eventValue = db.prepare(
    'INSERT INTO event_value (instance_key, sequence, region, value) VALUES (@instanceKey, @sequence, @region, @value)',
  );
  const environmentId = environmentWriter(db, region);

  function writeRow(change: Change, instance: InstanceChange): void {
    const { instanceKey, expectedRevision, state, created } = instance;
    const newEvents = change.events?.length ?? 0;
    if (!state) {
      if (touch.run({ instanceKey, expectedRevision, newEvents }).changes === 0) throw new Conflict();
      return;
    }
    const ended = state.status !== 'running';
    const row = {
      instanceKey,
      newEvents,
      businessKey: state.businessKey ?? null,
      status: state.status,
      incidentCount: state.incidents.length,
      endedAt: ended ? change.at : null,
      endReason: ended ? (instance.endReason ?? null) : null,
      state: JSON.stringify(state),
    };
    if (created) {
      insert.run({
        ...row,
        region,
        definitionKey: created.definitionKey,
        processId: created.processId,
        environmentId: environmentId(created.environment),
        at: change.at,
        by: change.by,
      });
    } else if (update.run({ ...row, expectedRevision }).changes === 0) throw new Conflict();
  }

  return (change: Change, instance: InstanceChange): void => {
    writeRow(change, instance);
    const events = change.events ?? [];
    const { instanceKey } = instance;
    let sequence = (eventCount.get(instanceKey)?.eventCount ?? 0) - events.length;
    for (const one of events) {
      sequence += 1;
      const { body, value } = divideEvent(one);
      event.run({ instanceKey, sequence, region, at: change.at, by: change.by, type: one.type, body });
      if (value !== null) eventValue.run({ instanceKey, sequence, region, value });
    }
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
