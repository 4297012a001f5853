-- One order of an operator on many instances or incidents: what it is about is fixed when it is given, each item is
-- carried out once. CREATED while the items are being written down: nobody has been told of it yet.
CREATE TABLE batch_operation (
  batch_key  INTEGER PRIMARY KEY,
  region     INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('CANCEL_PROCESS_INSTANCE', 'RESOLVE_INCIDENT', 'SUSPEND_PROCESS_INSTANCE',
                                              'RESUME_PROCESS_INSTANCE')),
  state      TEXT    NOT NULL CHECK (state IN ('CREATED', 'ACTIVE', 'SUSPENDED', 'COMPLETED', 'CANCELED')),
  created_at INTEGER NOT NULL,
  created_by TEXT    NOT NULL,
  ended_at   INTEGER,
  total      INTEGER NOT NULL DEFAULT 0,
  done       INTEGER NOT NULL DEFAULT 0,
  failed     INTEGER NOT NULL DEFAULT 0,
  reason     TEXT
) STRICT;
CREATE INDEX batch_operation_active ON batch_operation (batch_key) WHERE state = 'ACTIVE';
CREATE INDEX batch_operation_unstarted ON batch_operation (batch_key) WHERE state = 'CREATED';

-- incident_number is 0 where the item is the instance itself.
CREATE TABLE batch_item (
  batch_key       INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  region          INTEGER NOT NULL,
  instance_key    INTEGER NOT NULL,
  incident_number INTEGER NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('ACTIVE', 'COMPLETED', 'FAILED')),
  code            TEXT,
  ended_at        INTEGER,
  PRIMARY KEY (batch_key, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_item_open ON batch_item (batch_key, number) WHERE state = 'ACTIVE';
CREATE INDEX batch_item_failed ON batch_item (batch_key, code) WHERE state = 'FAILED';
