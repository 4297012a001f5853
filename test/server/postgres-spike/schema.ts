/** As little of the schema as the hardest part of the port needs. */
export const SCHEMA = `
  CREATE SEQUENCE key_sequence;
  CREATE TABLE definition (
    definition_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, region int NOT NULL DEFAULT 1,
    process_id text NOT NULL UNIQUE
  );
  CREATE TABLE instance (
    instance_key bigint PRIMARY KEY, region int NOT NULL DEFAULT 1, definition_key bigint NOT NULL REFERENCES definition,
    process_id text NOT NULL, business_key text, status text NOT NULL, revision int NOT NULL, event_count int NOT NULL,
    started_at bigint NOT NULL, started_by text NOT NULL, ended_at bigint, end_reason text, state text NOT NULL
  );
  CREATE TABLE event (
    instance_key bigint NOT NULL, sequence int NOT NULL, region int NOT NULL DEFAULT 1, at bigint NOT NULL,
    by text NOT NULL, event text NOT NULL, PRIMARY KEY (instance_key, sequence)
  );
  CREATE TABLE timer (
    instance_key bigint NOT NULL, number int NOT NULL, region int NOT NULL DEFAULT 1, element text NOT NULL,
    due_at bigint NOT NULL, attempt_at bigint NOT NULL, attempts int NOT NULL DEFAULT 0, PRIMARY KEY (instance_key, number)
  );
  CREATE INDEX timer_attempt ON timer (attempt_at, due_at, instance_key, number);
  CREATE TABLE subscription (
    instance_key bigint NOT NULL, number int NOT NULL, region int NOT NULL DEFAULT 1, kind text NOT NULL,
    name text NOT NULL, correlation_key text, element text NOT NULL, opened_at bigint NOT NULL,
    PRIMARY KEY (instance_key, number)
  );
  CREATE INDEX subscription_name ON subscription (name, correlation_key);
  CREATE TABLE message (
    message_key bigint PRIMARY KEY, region int NOT NULL DEFAULT 1, name text NOT NULL, correlation_key text,
    variables text NOT NULL, expires_at bigint NOT NULL, state text NOT NULL, attempt_at bigint NOT NULL,
    attempts int NOT NULL DEFAULT 0
  );
  CREATE INDEX message_name ON message (name, correlation_key);
  CREATE TABLE message_taker (
    message_key bigint NOT NULL REFERENCES message ON DELETE CASCADE, process_id text NOT NULL,
    region int NOT NULL DEFAULT 1, PRIMARY KEY (message_key, process_id)
  );
  CREATE TABLE answer (
    person text NOT NULL, key text NOT NULL, region int NOT NULL DEFAULT 1, digest text NOT NULL, status int NOT NULL,
    body text NOT NULL, answered_at bigint NOT NULL, PRIMARY KEY (person, key)
  );
  -- where publishing and subscribing meet
  CREATE TABLE meeting (
    name text NOT NULL, correlation_key text NOT NULL, region int NOT NULL DEFAULT 1, PRIMARY KEY (name, correlation_key)
  );`;
