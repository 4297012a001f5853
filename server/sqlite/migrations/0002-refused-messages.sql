-- Messages that can never be delivered as they are: kept for people to look at.
CREATE TABLE refused_message (
  message_key     INTEGER PRIMARY KEY,
  region          INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  correlation_key TEXT,
  variables       TEXT    NOT NULL,
  source_instance INTEGER,
  published_at    INTEGER NOT NULL,
  refused_at      INTEGER NOT NULL,
  process_id      TEXT    NOT NULL,
  code            TEXT    NOT NULL
) STRICT;
