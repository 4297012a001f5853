import type { Change } from '../application/ports.js';
import type { Db } from './open-database.js';

/** Writes who did what, when, and to which instance: one row for each command that takes effect. */
export function auditWriter(db: Db, region: number) {
  const insert = db.prepare(
    `INSERT INTO audit (region, at, by, action, instance_key, sequence, digest)
     VALUES (@region, @at, @by, @action, @instanceKey, @sequence, @digest)`,
  );
  return (
    { at, by, action, instance, quarantineReleased }: Change,
    sequence: number | null,
    digest: Buffer | null,
  ): void => {
    insert.run({
      region,
      at,
      by,
      action,
      instanceKey: instance?.instanceKey ?? quarantineReleased ?? null,
      sequence,
      digest,
    });
  };
}

/** A job that somebody was handed or holds for longer: what they see of the patient is outside a person's hands then. */
export interface AuditedJob {
  readonly at: number;
  readonly by: string;
  readonly action: 'ActivateJob' | 'UpdateJob';
  readonly instanceKey: number;
  readonly number: number;
}

/** Writes who did what with a job, beside the step of its instance: one row for each job, by which it can be found. */
export function jobAuditWriter(db: Db, region: number): (job: AuditedJob) => void {
  const insert = db.prepare(
    `INSERT INTO audit (region, at, by, action, instance_key, part)
     VALUES (@region, @at, @by, @action, @instanceKey, @number)`,
  );
  return ({ at, by, action, instanceKey, number }) => void insert.run({ region, at, by, action, instanceKey, number });
}
