-- Jobs of suspended instances are not handed out, and do not stand in front of those that are.
DROP INDEX job_topic;
CREATE INDEX job_topic ON job (topic, available_at, instance_key, number) WHERE retries > 0 AND suspended = 0;

-- Deliveries of signals that were set aside are counted, so that somebody looks at them.
CREATE INDEX signal_delivery_refused ON signal_delivery (delivery_key) WHERE refused_at IS NOT NULL;
