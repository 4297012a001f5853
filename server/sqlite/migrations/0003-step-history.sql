-- One row for the events of one command instead of one for each event. The sequence of a row is that of its last event.
-- Rows are appended: a commit of many commands writes a few pages at the end of the table, not one in the middle for each
-- instance. The values of the events stand apart from them, salted for the digest that the audit keeps.
CREATE TABLE history (
  history_key  INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  instance_key INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  events       TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX history_instance ON history (instance_key, sequence);

CREATE TABLE history_value (
  history_key INTEGER PRIMARY KEY REFERENCES history,
  region      INTEGER NOT NULL,
  salt        BLOB    NOT NULL,
  value       TEXT    NOT NULL
) STRICT;

INSERT INTO history (region, instance_key, sequence, at, by, events)
SELECT region, instance_key, sequence, at, by,
       '[{"type":"' || type || '"' || CASE body WHEN '{}' THEN '' ELSE ',' || substr(body, 2, length(body) - 2) END || '}]'
FROM event ORDER BY at, instance_key, sequence;

INSERT INTO history_value (history_key, region, salt, value)
SELECT h.history_key, v.region, randomblob(16), '[[0,' || v.value || ']]'
FROM event_value v JOIN history h USING (instance_key, sequence);

DROP TABLE event_value;
DROP TABLE event;
