-- What a worker has told of its failures, and what operators look for among jobs.
ALTER TABLE job ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN failed_at INTEGER;

-- In the order of the key, so that a page is read as it stands in the index.
CREATE INDEX job_of_topic ON job (topic, instance_key, number);
CREATE INDEX job_of_element ON job (element, instance_key, number);
CREATE INDEX job_held ON job (worker, instance_key, number) WHERE lock_token IS NOT NULL;
CREATE INDEX job_failed ON job (instance_key, number) WHERE retries = 0;
CREATE INDEX job_backing_off ON job (instance_key, number) WHERE failed_at IS NOT NULL AND retries > 0;

-- What went wrong in a worker's own words, which may concern a patient: of a job its last failure, of an incident the
-- failure that raised it. Apart from both, as all such text is.
CREATE TABLE failure_text (
  instance_key INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  region       INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  PRIMARY KEY (instance_key, number)
) STRICT, WITHOUT ROWID;
