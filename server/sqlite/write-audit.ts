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
