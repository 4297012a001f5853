-- Messages of one name and key are delivered one after the other: `queued` is 1 behind an earlier one that is pending.
-- `chain` is how many deliveries and timers, one at once upon the other, have led to a row.
ALTER TABLE message ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN message_id TEXT;
ALTER TABLE refused_message ADD COLUMN message_id TEXT;
ALTER TABLE signal ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE timer ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;

UPDATE message SET queued = 1 WHERE state = 'pending' AND EXISTS (
  SELECT 1 FROM message earlier
  WHERE earlier.state = 'pending' AND earlier.name = message.name
    AND earlier.correlation_key IS message.correlation_key AND earlier.message_key < message.message_key);

DROP INDEX message_pending;
CREATE INDEX message_pending ON message (attempt_at, message_key) WHERE state = 'pending' AND queued = 0;
CREATE INDEX message_lane ON message (name, correlation_key, queued, message_key) WHERE state = 'pending';
DROP INDEX message_buffered;
CREATE INDEX message_buffered ON message (name, correlation_key, message_key) WHERE state = 'buffered';
CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'buffered';

-- Ids that publishers have given: a second publication is refused while the first is kept, and for its time to live.
CREATE TABLE message_identity (
  name            TEXT    NOT NULL,
  correlation_key TEXT    NOT NULL,
  message_id      TEXT    NOT NULL,
  region          INTEGER NOT NULL,
  message_key     INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  PRIMARY KEY (name, correlation_key, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_identity_expiry ON message_identity (expires_at);

-- Deliveries of signals that can never be carried out as they are: kept for people to look at.
ALTER TABLE signal_delivery ADD COLUMN refused_at INTEGER;
ALTER TABLE signal_delivery ADD COLUMN code TEXT;
DROP INDEX signal_delivery_attempt;
CREATE INDEX signal_delivery_attempt ON signal_delivery (attempt_at, delivery_key) WHERE refused_at IS NULL;

-- What an operator has thrown away, and why; the content is gone, the reason is what the operator wrote.
CREATE TABLE discarded_delivery (
  kind            TEXT    NOT NULL CHECK (kind IN ('message', 'signal')),
  delivery_key    INTEGER NOT NULL,
  region          INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  correlation_key TEXT,
  instance_key    INTEGER,
  process_id      TEXT,
  code            TEXT,
  message_id      TEXT,
  published_at    INTEGER NOT NULL,
  discarded_at    INTEGER NOT NULL,
  discarded_by    TEXT    NOT NULL,
  reason          TEXT    NOT NULL,
  PRIMARY KEY (kind, delivery_key)
) STRICT, WITHOUT ROWID;
