CREATE TABLE answer (
  person      TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  region      INTEGER NOT NULL,
  digest      TEXT    NOT NULL,
  status      INTEGER NOT NULL,
  body        TEXT    NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignee_count (
  region   INTEGER NOT NULL,
  assignee TEXT    NOT NULL,
  open     INTEGER NOT NULL,
  PRIMARY KEY (region, assignee)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  audit_key    INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  instance_key INTEGER,
  sequence     INTEGER,
  digest       BLOB
, part INTEGER) STRICT;

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

CREATE TABLE definition (
  definition_key INTEGER PRIMARY KEY,
  region         INTEGER NOT NULL,
  deployment_key INTEGER NOT NULL REFERENCES deployment,
  process_id     TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  is_latest      INTEGER NOT NULL,
  name           TEXT    NOT NULL,
  model_key      TEXT    NOT NULL REFERENCES model
) STRICT;

CREATE TABLE deployment (
  deployment_key INTEGER PRIMARY KEY,
  region         INTEGER NOT NULL,
  name           TEXT    NOT NULL,
  deployed_at    INTEGER NOT NULL,
  deployed_by    TEXT    NOT NULL
) STRICT;

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

CREATE TABLE environment (
  environment_id  INTEGER PRIMARY KEY,
  region          INTEGER NOT NULL,
  environment_key TEXT    NOT NULL UNIQUE,
  root            TEXT    NOT NULL REFERENCES model,
  called          TEXT    NOT NULL,
  calls           TEXT    NOT NULL
) STRICT;

CREATE TABLE event_start (
  kind           TEXT    NOT NULL CHECK (kind IN ('message', 'signal')),
  name           TEXT    NOT NULL,
  definition_key INTEGER NOT NULL REFERENCES definition,
  element        TEXT    NOT NULL,
  region         INTEGER NOT NULL,
  PRIMARY KEY (kind, name, definition_key, element)
) STRICT, WITHOUT ROWID;

CREATE TABLE failure_text (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  position     INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  instance_key INTEGER NOT NULL,
  body         TEXT    NOT NULL
) STRICT;

CREATE TABLE history (
  history_key  INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  instance_key INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  events       TEXT    NOT NULL
) STRICT;

CREATE TABLE history_value (
  history_key INTEGER PRIMARY KEY REFERENCES history,
  region      INTEGER NOT NULL,
  salt        BLOB    NOT NULL,
  value       TEXT    NOT NULL
) STRICT;

CREATE TABLE incident (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  element      TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  phase        TEXT    NOT NULL,
  details      TEXT    NOT NULL,
  raised_at    INTEGER NOT NULL,
  resolved_at  INTEGER,
  resolved_by  TEXT,
  resolution   TEXT,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE instance (
  instance_key   INTEGER PRIMARY KEY,
  region         INTEGER NOT NULL,
  definition_key INTEGER NOT NULL REFERENCES definition,
  process_id     TEXT    NOT NULL,
  environment_id INTEGER NOT NULL REFERENCES environment,
  business_key   TEXT,
  status         TEXT    NOT NULL CHECK (status IN ('running', 'completed', 'cancelled')),
  revision       INTEGER NOT NULL,
  event_count    INTEGER NOT NULL,
  incident_count INTEGER NOT NULL DEFAULT 0,
  started_at     INTEGER NOT NULL,
  started_by     TEXT    NOT NULL,
  ended_at       INTEGER,
  end_reason     TEXT,
  state          TEXT    NOT NULL
, suspended INTEGER NOT NULL DEFAULT 0, runs_alone INTEGER NOT NULL DEFAULT 0, archived_at INTEGER, legal_hold INTEGER NOT NULL DEFAULT 0, purging INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE job (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  element      TEXT    NOT NULL,
  topic        TEXT    NOT NULL,
  retries      INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  available_at INTEGER NOT NULL,
  lock_token   TEXT,
  locked_until INTEGER,
  worker       TEXT, suspended INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, failed_at INTEGER,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE message (
  message_key     INTEGER PRIMARY KEY,
  region          INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  correlation_key TEXT,
  variables       TEXT    NOT NULL,
  source_instance INTEGER,
  published_at    INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('pending', 'buffered')),
  attempt_at      INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0
, queued INTEGER NOT NULL DEFAULT 0, chain INTEGER NOT NULL DEFAULT 0, message_id TEXT) STRICT;

CREATE TABLE message_identity (
  name            TEXT    NOT NULL,
  correlation_key TEXT    NOT NULL,
  message_id      TEXT    NOT NULL,
  region          INTEGER NOT NULL,
  message_key     INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  PRIMARY KEY (name, correlation_key, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_taker (
  message_key INTEGER NOT NULL,
  process_id  TEXT    NOT NULL,
  region      INTEGER NOT NULL,
  PRIMARY KEY (message_key, process_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  model_key TEXT    NOT NULL PRIMARY KEY,
  region    INTEGER NOT NULL,
  bpmn      TEXT    NOT NULL,
  forms     TEXT    NOT NULL,
  decisions TEXT    NOT NULL,
  texts     TEXT    NOT NULL
) STRICT;

CREATE TABLE process_count (
  region     INTEGER NOT NULL,
  process_id TEXT    NOT NULL,
  running    INTEGER NOT NULL,
  incidents  INTEGER NOT NULL,
  PRIMARY KEY (region, process_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  instance_key INTEGER PRIMARY KEY,
  region       INTEGER NOT NULL,
  since        INTEGER NOT NULL,
  until        INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  failure      TEXT    NOT NULL,
  command      TEXT    NOT NULL
) STRICT;

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
, message_id TEXT) STRICT;

CREATE TABLE sequence (
  region INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  next   INTEGER NOT NULL,
  PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal (
  signal_key      INTEGER PRIMARY KEY,
  region          INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  variables       TEXT    NOT NULL,
  source_instance INTEGER,
  broadcast_at    INTEGER NOT NULL
, chain INTEGER NOT NULL DEFAULT 0, broadcast_number INTEGER NOT NULL DEFAULT 0, spread_after INTEGER) STRICT;

CREATE TABLE signal_delivery (
  delivery_key INTEGER PRIMARY KEY AUTOINCREMENT,
  region       INTEGER NOT NULL,
  signal_key   INTEGER NOT NULL REFERENCES signal,
  instance_key INTEGER,
  process_id   TEXT,
  attempt_at   INTEGER NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0
, refused_at INTEGER, code TEXT) STRICT;

CREATE TABLE subscription (
  instance_key    INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  region          INTEGER NOT NULL,
  kind            TEXT    NOT NULL CHECK (kind IN ('message', 'signal')),
  name            TEXT    NOT NULL,
  correlation_key TEXT,
  element         TEXT    NOT NULL,
  opened_at       INTEGER NOT NULL, process_id TEXT NOT NULL DEFAULT '', broadcasts_before INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
  instance_key    INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  region          INTEGER NOT NULL,
  element         TEXT    NOT NULL,
  model_key       TEXT    NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('CREATED', 'COMPLETED', 'CANCELED')),
  created_at      INTEGER NOT NULL,
  ended_at        INTEGER,
  completed_by    TEXT,
  assignee        TEXT,
  late            INTEGER NOT NULL DEFAULT 0,
  lane            TEXT,
  service_level   TEXT,
  candidate_group TEXT,
  form_id         TEXT,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_count (
  region          INTEGER NOT NULL,
  candidate_group TEXT    NOT NULL,
  service_level   TEXT    NOT NULL,
  late            INTEGER NOT NULL,
  open            INTEGER NOT NULL,
  PRIMARY KEY (region, candidate_group, service_level, late)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  element      TEXT    NOT NULL,
  due_at       INTEGER NOT NULL,
  attempt_at   INTEGER NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0, chain INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer_start (
  definition_key INTEGER NOT NULL REFERENCES definition,
  element        TEXT    NOT NULL,
  region         INTEGER NOT NULL,
  due_at         INTEGER NOT NULL,
  cycle          TEXT,
  attempt_at     INTEGER NOT NULL,
  attempts       INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (definition_key, element)
) STRICT, WITHOUT ROWID;

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
, refused_event TEXT, skips INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0) STRICT;

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

CREATE INDEX answer_age ON answer (answered_at);

CREATE TRIGGER assignee_entered AFTER UPDATE OF state, assignee ON task
WHEN new.state = 'CREATED' AND new.assignee IS NOT NULL BEGIN
  INSERT INTO assignee_count (region, assignee, open) VALUES (new.region, new.assignee, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER assignee_left AFTER UPDATE OF state, assignee ON task
WHEN old.state = 'CREATED' AND old.assignee IS NOT NULL BEGIN
  UPDATE assignee_count SET open = open - 1 WHERE region = old.region AND assignee = old.assignee;
  DELETE FROM assignee_count WHERE region = old.region AND assignee = old.assignee AND open = 0;
END;

CREATE TRIGGER assignee_opened AFTER INSERT ON task WHEN new.state = 'CREATED' AND new.assignee IS NOT NULL BEGIN
  INSERT INTO assignee_count (region, assignee, open) VALUES (new.region, new.assignee, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER assignee_removed AFTER DELETE ON task WHEN old.state = 'CREATED' AND old.assignee IS NOT NULL BEGIN
  UPDATE assignee_count SET open = open - 1 WHERE region = old.region AND assignee = old.assignee;
  DELETE FROM assignee_count WHERE region = old.region AND assignee = old.assignee AND open = 0;
END;

CREATE INDEX batch_item_failed ON batch_item (batch_key, code) WHERE state = 'FAILED';

CREATE INDEX batch_item_instance ON batch_item (instance_key);

CREATE INDEX batch_item_open ON batch_item (batch_key, number) WHERE state = 'ACTIVE';

CREATE INDEX batch_operation_active ON batch_operation (batch_key) WHERE state = 'ACTIVE';

CREATE INDEX batch_operation_age ON batch_operation (ended_at, batch_key) WHERE ended_at IS NOT NULL;

CREATE INDEX batch_operation_unstarted ON batch_operation (batch_key) WHERE state = 'CREATED';

CREATE UNIQUE INDEX definition_latest ON definition (process_id) WHERE is_latest = 1;

CREATE UNIQUE INDEX definition_version ON definition (process_id, version);

CREATE INDEX discarded_delivery_age ON discarded_delivery (discarded_at, delivery_key);

CREATE INDEX discarded_delivery_instance ON discarded_delivery (instance_key) WHERE instance_key IS NOT NULL;

CREATE INDEX event_start_definition ON event_start (definition_key);

CREATE UNIQUE INDEX history_instance ON history (instance_key, sequence);

CREATE INDEX incident_active ON incident (raised_at, instance_key, number) WHERE resolved_at IS NULL;

CREATE TRIGGER incident_closed AFTER UPDATE OF resolved_at ON incident
WHEN (old.resolved_at IS NULL) <> (new.resolved_at IS NULL) BEGIN
  UPDATE process_count SET incidents = incidents + (new.resolved_at IS NULL) - (old.resolved_at IS NULL)
  WHERE region = new.region AND process_id = (SELECT process_id FROM instance WHERE instance_key = new.instance_key);
END;

CREATE TRIGGER incident_raised AFTER INSERT ON incident WHEN new.resolved_at IS NULL BEGIN
  UPDATE process_count SET incidents = incidents + 1
  WHERE region = new.region AND process_id = (SELECT process_id FROM instance WHERE instance_key = new.instance_key);
END;

CREATE INDEX instance_archived ON instance (archived_at, instance_key) WHERE archived_at IS NOT NULL AND legal_hold = 0;

CREATE INDEX instance_business_key ON instance (business_key) WHERE business_key IS NOT NULL;

CREATE INDEX instance_ended ON instance (ended_at, instance_key) WHERE ended_at IS NOT NULL AND archived_at IS NULL;

CREATE TRIGGER instance_ended AFTER UPDATE OF status ON instance WHEN old.status IS NOT new.status BEGIN
  UPDATE process_count SET running = running + (new.status = 'running') - (old.status = 'running')
  WHERE region = new.region AND process_id = new.process_id;
END;

CREATE INDEX instance_held ON instance (business_key) WHERE legal_hold = 1;

CREATE INDEX instance_incident ON instance (instance_key) WHERE incident_count > 0;

CREATE INDEX instance_process ON instance (process_id, instance_key);

CREATE TRIGGER instance_removed AFTER DELETE ON instance BEGIN
  UPDATE process_count SET running = running - (old.status = 'running')
  WHERE region = old.region AND process_id = old.process_id;
END;

CREATE UNIQUE INDEX instance_runs_alone ON instance (business_key, process_id)
  WHERE runs_alone = 1 AND status = 'running';

CREATE INDEX instance_runs_beside ON instance (business_key, process_id)
  WHERE runs_alone = 0 AND status = 'running' AND business_key IS NOT NULL;

CREATE TRIGGER instance_started AFTER INSERT ON instance BEGIN
  INSERT INTO process_count (region, process_id, running, incidents)
  VALUES (new.region, new.process_id, new.status = 'running', 0)
  ON CONFLICT DO UPDATE SET running = running + (new.status = 'running');
END;

CREATE INDEX instance_suspended ON instance (instance_key) WHERE suspended = 1;

CREATE INDEX job_backing_off ON job (instance_key, number) WHERE failed_at IS NOT NULL AND retries > 0;

CREATE INDEX job_failed ON job (instance_key, number) WHERE retries = 0;

CREATE INDEX job_held ON job (worker, instance_key, number) WHERE lock_token IS NOT NULL;

CREATE INDEX job_of_element ON job (element, instance_key, number);

CREATE INDEX job_of_topic ON job (topic, instance_key, number);

CREATE INDEX job_topic ON job (topic, suspended, available_at, instance_key, number) WHERE retries > 0;

CREATE INDEX message_buffered ON message (name, correlation_key, message_key, expires_at) WHERE state = 'buffered';

CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'buffered';

CREATE INDEX message_identity_expiry ON message_identity (expires_at);

CREATE INDEX message_lane ON message (name, correlation_key, queued, message_key) WHERE state = 'pending';

CREATE INDEX message_pending ON message (attempt_at, message_key) WHERE state = 'pending' AND queued = 0;

CREATE INDEX quarantine_until ON quarantine (until);

CREATE INDEX refused_message_age ON refused_message (refused_at, message_key);

CREATE INDEX refused_message_source ON refused_message (source_instance) WHERE source_instance IS NOT NULL;

CREATE INDEX signal_delivery_attempt ON signal_delivery (attempt_at, delivery_key) WHERE refused_at IS NULL;

CREATE INDEX signal_delivery_instance ON signal_delivery (instance_key) WHERE instance_key IS NOT NULL;

CREATE INDEX signal_delivery_refused ON signal_delivery (delivery_key) WHERE refused_at IS NOT NULL;

CREATE INDEX signal_delivery_refused_age ON signal_delivery (refused_at, delivery_key) WHERE refused_at IS NOT NULL;

CREATE INDEX signal_delivery_signal ON signal_delivery (signal_key);

CREATE INDEX signal_spreading ON signal (broadcast_number) WHERE spread_after IS NOT NULL;

CREATE INDEX subscription_listening ON subscription (name, instance_key, number) WHERE kind = 'signal';

CREATE INDEX subscription_waiting ON subscription (name, correlation_key, process_id, opened_at, instance_key, number)
  WHERE kind = 'message';

CREATE TRIGGER task_entered AFTER UPDATE OF state, late ON task WHEN new.state = 'CREATED' BEGIN
  INSERT INTO task_count (region, candidate_group, service_level, late, open)
  VALUES (new.region, coalesce(new.candidate_group, ''), coalesce(new.service_level, ''), new.late, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER task_left AFTER UPDATE OF state, late ON task WHEN old.state = 'CREATED' BEGIN
  UPDATE task_count SET open = open - 1
  WHERE region = old.region AND candidate_group = coalesce(old.candidate_group, '')
    AND service_level = coalesce(old.service_level, '') AND late = old.late;
END;

CREATE INDEX task_open ON task (created_at, instance_key, number) WHERE state = 'CREATED';

CREATE INDEX task_open_assignee ON task (assignee, created_at, instance_key, number)
  WHERE state = 'CREATED' AND assignee IS NOT NULL;

CREATE INDEX task_open_group ON task (candidate_group, created_at, instance_key, number)
  WHERE state = 'CREATED' AND candidate_group IS NOT NULL;

CREATE TRIGGER task_opened AFTER INSERT ON task WHEN new.state = 'CREATED' BEGIN
  INSERT INTO task_count (region, candidate_group, service_level, late, open)
  VALUES (new.region, coalesce(new.candidate_group, ''), coalesce(new.service_level, ''), new.late, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER task_removed AFTER DELETE ON task WHEN old.state = 'CREATED' BEGIN
  UPDATE task_count SET open = open - 1
  WHERE region = old.region AND candidate_group = coalesce(old.candidate_group, '')
    AND service_level = coalesce(old.service_level, '') AND late = old.late;
END;

CREATE INDEX timer_attempt ON timer (attempt_at, due_at, instance_key, number);

CREATE INDEX timer_put_off ON timer (attempt_at) WHERE attempt_at > due_at;

CREATE INDEX timer_start_attempt ON timer_start (attempt_at);
