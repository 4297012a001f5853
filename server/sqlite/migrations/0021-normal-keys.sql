-- Keys and names are compared in Unicode's normal form C from now on: those that are kept are brought into it. GLOB finds
-- those that are not of ASCII alone without asking for the form of every one.
-- Where two would become one (two instances of a process that each run alone), they stay as they are.
UPDATE OR IGNORE instance SET business_key = nfc(business_key)
WHERE instance_key IN (SELECT instance_key FROM instance WHERE business_key IS NOT NULL AND business_key GLOB '*[^ -~]*')
  AND business_key <> nfc(business_key);

UPDATE subscription SET name = nfc(name), correlation_key = nfc(correlation_key)
WHERE (instance_key, number) IN (
    SELECT instance_key, number FROM subscription
    WHERE name GLOB '*[^ -~]*' OR correlation_key GLOB '*[^ -~]*')
  AND (name <> nfc(name) OR correlation_key IS NOT nfc(correlation_key));

UPDATE OR IGNORE event_start SET name = nfc(name) WHERE name <> nfc(name);
UPDATE signal SET name = nfc(name) WHERE name <> nfc(name);
UPDATE refused_message SET name = nfc(name), correlation_key = nfc(correlation_key), message_id = nfc(message_id)
WHERE name || coalesce(correlation_key, '') || coalesce(message_id, '') GLOB '*[^ -~]*';
UPDATE discarded_delivery SET name = nfc(name), correlation_key = nfc(correlation_key), message_id = nfc(message_id)
WHERE name || coalesce(correlation_key, '') || coalesce(message_id, '') GLOB '*[^ -~]*';
UPDATE OR IGNORE message_identity
SET name = nfc(name), correlation_key = nfc(correlation_key), message_id = nfc(message_id)
WHERE name || correlation_key || message_id GLOB '*[^ -~]*';

UPDATE message SET name = nfc(name), correlation_key = nfc(correlation_key), message_id = nfc(message_id)
WHERE name || coalesce(correlation_key, '') || coalesce(message_id, '') GLOB '*[^ -~]*';
-- What was kept for somebody who waited under another form of its key is for them now, in its turn.
UPDATE message SET state = 'pending', queued = 1, attempt_at = 0, attempts = 0
WHERE state = 'buffered' AND EXISTS (
  SELECT 1 FROM subscription s
  WHERE s.kind = 'message' AND s.name = message.name AND s.correlation_key IS message.correlation_key);
UPDATE message SET queued = EXISTS (
    SELECT 1 FROM message e
    WHERE e.state = 'pending' AND e.name = message.name AND e.correlation_key IS message.correlation_key
      AND e.message_key < message.message_key)
WHERE state = 'pending';
