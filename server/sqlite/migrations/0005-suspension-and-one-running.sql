-- An instance that an operator has put on hold: its jobs are not handed out, its timers and messages stand in its state only.
ALTER TABLE instance ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
CREATE INDEX instance_suspended ON instance (instance_key) WHERE suspended = 1;
CREATE INDEX signal_delivery_instance ON signal_delivery (instance_key) WHERE instance_key IS NOT NULL;

-- Instances whose process runs once at a time for a business key. Those that run twice already are left as they are.
ALTER TABLE instance ADD COLUMN runs_alone INTEGER NOT NULL DEFAULT 0;
UPDATE instance SET runs_alone = 1
WHERE status = 'running' AND business_key <> ''
  AND NOT EXISTS (SELECT 1 FROM instance other
                  WHERE other.business_key = instance.business_key AND other.process_id = instance.process_id
                    AND other.status = 'running' AND other.instance_key <> instance.instance_key);
CREATE UNIQUE INDEX instance_runs_alone ON instance (business_key, process_id)
  WHERE runs_alone = 1 AND status = 'running';
