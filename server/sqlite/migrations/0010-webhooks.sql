-- Receivers outside that are told of events, each with how far it has been told and when it is tried next.
CREATE TABLE webhook (
  webhook_key     INTEGER PRIMARY KEY,
  region          INTEGER NOT NULL,
  token           TEXT    NOT NULL,
  url             TEXT    NOT NULL,
  filter          TEXT    NOT NULL,
  enabled         INTEGER NOT NULL,
  secret          TEXT    NOT NULL,
  previous_secret TEXT,
  previous_until  INTEGER,
  created_at      INTEGER NOT NULL,
  created_by      TEXT    NOT NULL,
  told            INTEGER NOT NULL,
  told_part       INTEGER NOT NULL DEFAULT 0,
  told_at         INTEGER,
  attempts        INTEGER NOT NULL DEFAULT 0,
  attempt_at      INTEGER NOT NULL DEFAULT 0,
  failed_at       INTEGER,
  failure         TEXT
) STRICT;
