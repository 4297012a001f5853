-- Who waits for a message is looked for by process, whoever has waited longest first: a few look-ups, however many wait.
ALTER TABLE subscription ADD COLUMN process_id TEXT NOT NULL DEFAULT '';
UPDATE subscription SET process_id = i.process_id FROM instance i WHERE i.instance_key = subscription.instance_key;

DROP INDEX subscription_name;
CREATE INDEX subscription_waiting ON subscription (name, correlation_key, process_id, opened_at, instance_key, number)
  WHERE kind = 'message';

-- The earliest that has not expired is found in the index, also behind many that have.
DROP INDEX message_buffered;
CREATE INDEX message_buffered ON message (name, correlation_key, message_key, expires_at) WHERE state = 'buffered';
