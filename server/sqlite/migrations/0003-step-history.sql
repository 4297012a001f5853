-- One row for the events of one command instead of one for each event: a completion writes two rows, not nine.
-- The sequence of a row is that of its last event; the values of its events stand apart from it, salted for the digest
-- that the audit keeps of them.
CREATE TABLE history (
  instance_key INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  events       TEXT    NOT NULL,
  PRIMARY KEY (instance_key, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE history_value (
  instance_key INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  salt         BLOB    NOT NULL,
  value        TEXT    NOT NULL,
  PRIMARY KEY (instance_key, sequence)
) STRICT, WITHOUT ROWID;

INSERT INTO history (instance_key, sequence, region, at, by, events)
SELECT instance_key, sequence, region, at, by,
       '[{"type":"' || type || '"' || CASE body WHEN '{}' THEN '' ELSE ',' || substr(body, 2, length(body) - 2) END || '}]'
FROM event;

INSERT INTO history_value (instance_key, sequence, region, salt, value)
SELECT instance_key, sequence, region, randomblob(16), '[[0,' || value || ']]'
FROM event_value;

DROP TABLE event_value;
DROP TABLE event;
