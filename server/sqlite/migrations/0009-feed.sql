-- What listeners are told, in the order of the commits: one row a change that has something to tell. Ids and codes
-- only. Rows are removed from the old end, and never the newest, so that positions have no gap and none comes twice.
CREATE TABLE feed (
  position     INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  instance_key INTEGER NOT NULL,
  body         TEXT    NOT NULL
) STRICT;
