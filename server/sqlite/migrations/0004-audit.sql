-- Who did what, when, to what: one row for each command that took effect. It holds no value: the digest is of the values
-- of its events and their salt, so that values can be removed lawfully and the audit stays what it was.
CREATE TABLE audit (
  audit_key    INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  instance_key INTEGER,
  sequence     INTEGER,
  digest       BLOB
) STRICT;

-- Instances whose step failed in a way that nobody expected: their own work waits, ever longer, until a step succeeds.
CREATE TABLE quarantine (
  instance_key INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  since        INTEGER NOT NULL,
  until        INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  failure      TEXT    NOT NULL,
  command      TEXT    NOT NULL
) STRICT;

-- Tasks that nobody has, or that no group may have, need no place in these.
DROP INDEX task_open_group;
DROP INDEX task_open_assignee;
CREATE INDEX task_open_group ON task (candidate_group, created_at, instance_key, number)
  WHERE state = 'CREATED' AND candidate_group IS NOT NULL;
CREATE INDEX task_open_assignee ON task (assignee, created_at, instance_key, number)
  WHERE state = 'CREATED' AND assignee IS NOT NULL;
