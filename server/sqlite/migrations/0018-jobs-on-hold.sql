-- Jobs of instances on hold stand apart, so that they are not in the way of those that can be handed out.
DROP INDEX job_topic;
CREATE INDEX job_topic ON job (topic, suspended, available_at, instance_key, number) WHERE retries > 0;
