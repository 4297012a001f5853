-- An event that a receiver refuses for ever is skipped by an operator, who answers for it. refused_event is the one that
-- was not taken last; skips counts what was skipped, so that nobody who has not seen that sets the webhook back.
ALTER TABLE webhook ADD COLUMN refused_event TEXT;
ALTER TABLE webhook ADD COLUMN skips INTEGER NOT NULL DEFAULT 0;

-- Kept when the webhook is removed: somebody was not told.
CREATE TABLE webhook_skip (
  webhook_key INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  region      INTEGER NOT NULL,
  event_id    TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  by          TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  attempts    INTEGER NOT NULL,
  failure     TEXT,
  PRIMARY KEY (webhook_key, number)
) STRICT, WITHOUT ROWID;

-- Who was handed which job is in the audit too: part is the number of the job in its instance.
ALTER TABLE audit ADD COLUMN part INTEGER;
