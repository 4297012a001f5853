-- Those of a process and business key that run without having to be alone; the others are in instance_runs_alone. A
-- start looks in both, and reads no more than there are of one patient.
CREATE INDEX instance_runs_beside ON instance (business_key, process_id)
  WHERE runs_alone = 0 AND status = 'running' AND business_key IS NOT NULL;
