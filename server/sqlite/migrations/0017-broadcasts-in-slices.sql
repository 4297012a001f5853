-- A signal reaches those that listen when it is broadcast (BPMN 2.0.2, 10.5.1). Where they are many they are written down
-- in slices: broadcasts are numbered, and a subscription knows how many came before it was opened.
ALTER TABLE subscription ADD COLUMN broadcasts_before INTEGER NOT NULL DEFAULT 0;
CREATE INDEX subscription_listening ON subscription (name, instance_key, number) WHERE kind = 'signal';

-- The instance after which receivers are still to be written down; null when all are.
ALTER TABLE signal ADD COLUMN broadcast_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE signal ADD COLUMN spread_after INTEGER;
CREATE INDEX signal_spreading ON signal (broadcast_number) WHERE spread_after IS NOT NULL;
