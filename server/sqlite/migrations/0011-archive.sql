-- Instances that ended long ago are put away: they are left out of searches, and later their rows are removed.
ALTER TABLE instance ADD COLUMN archived_at INTEGER;
CREATE INDEX instance_ended ON instance (ended_at, instance_key) WHERE ended_at IS NOT NULL AND archived_at IS NULL;
-- What waits or was set aside because of an instance goes with it.
CREATE INDEX refused_message_source ON refused_message (source_instance) WHERE source_instance IS NOT NULL;
CREATE INDEX discarded_delivery_instance ON discarded_delivery (instance_key) WHERE instance_key IS NOT NULL;
CREATE INDEX batch_item_instance ON batch_item (instance_key);
