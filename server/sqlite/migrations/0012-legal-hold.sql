-- Why an instance must not be removed, who says so, and since when; released holds stay as long as the instance.
CREATE TABLE legal_hold (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  placed_at    INTEGER NOT NULL,
  placed_by    TEXT    NOT NULL,
  released_at  INTEGER,
  released_by  TEXT,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE instance ADD COLUMN legal_hold INTEGER NOT NULL DEFAULT 0;
CREATE INDEX instance_archived ON instance (archived_at, instance_key) WHERE archived_at IS NOT NULL AND legal_hold = 0;
