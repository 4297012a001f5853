-- How many there are, kept in the transaction of every change by the rows that it writes: whatever writes a task, an
-- instance or an incident is counted. There are as many counters as groups, levels, people with tasks and processes.
CREATE TABLE task_count (
  region          INTEGER NOT NULL,
  candidate_group TEXT    NOT NULL,
  service_level   TEXT    NOT NULL,
  late            INTEGER NOT NULL,
  open            INTEGER NOT NULL,
  PRIMARY KEY (region, candidate_group, service_level, late)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignee_count (
  region   INTEGER NOT NULL,
  assignee TEXT    NOT NULL,
  open     INTEGER NOT NULL,
  PRIMARY KEY (region, assignee)
) STRICT, WITHOUT ROWID;

CREATE TABLE process_count (
  region     INTEGER NOT NULL,
  process_id TEXT    NOT NULL,
  running    INTEGER NOT NULL,
  incidents  INTEGER NOT NULL,
  PRIMARY KEY (region, process_id)
) STRICT, WITHOUT ROWID;

INSERT INTO task_count (region, candidate_group, service_level, late, open)
SELECT region, coalesce(candidate_group, ''), coalesce(service_level, ''), late, count(*)
FROM task WHERE state = 'CREATED' GROUP BY 1, 2, 3, 4;

INSERT INTO assignee_count (region, assignee, open)
SELECT region, assignee, count(*) FROM task WHERE state = 'CREATED' AND assignee IS NOT NULL GROUP BY 1, 2;

INSERT INTO process_count (region, process_id, running, incidents)
SELECT i.region, i.process_id, sum(i.status = 'running'),
       (SELECT count(*) FROM incident n JOIN instance o USING (instance_key)
        WHERE n.resolved_at IS NULL AND o.process_id = i.process_id AND o.region = i.region)
FROM instance i GROUP BY 1, 2;

CREATE TRIGGER task_opened AFTER INSERT ON task WHEN new.state = 'CREATED' BEGIN
  INSERT INTO task_count (region, candidate_group, service_level, late, open)
  VALUES (new.region, coalesce(new.candidate_group, ''), coalesce(new.service_level, ''), new.late, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER task_left AFTER UPDATE OF state, late ON task WHEN old.state = 'CREATED' BEGIN
  UPDATE task_count SET open = open - 1
  WHERE region = old.region AND candidate_group = coalesce(old.candidate_group, '')
    AND service_level = coalesce(old.service_level, '') AND late = old.late;
END;

CREATE TRIGGER task_entered AFTER UPDATE OF state, late ON task WHEN new.state = 'CREATED' BEGIN
  INSERT INTO task_count (region, candidate_group, service_level, late, open)
  VALUES (new.region, coalesce(new.candidate_group, ''), coalesce(new.service_level, ''), new.late, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER task_removed AFTER DELETE ON task WHEN old.state = 'CREATED' BEGIN
  UPDATE task_count SET open = open - 1
  WHERE region = old.region AND candidate_group = coalesce(old.candidate_group, '')
    AND service_level = coalesce(old.service_level, '') AND late = old.late;
END;

CREATE TRIGGER assignee_opened AFTER INSERT ON task WHEN new.state = 'CREATED' AND new.assignee IS NOT NULL BEGIN
  INSERT INTO assignee_count (region, assignee, open) VALUES (new.region, new.assignee, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER assignee_left AFTER UPDATE OF state, assignee ON task
WHEN old.state = 'CREATED' AND old.assignee IS NOT NULL BEGIN
  UPDATE assignee_count SET open = open - 1 WHERE region = old.region AND assignee = old.assignee;
  DELETE FROM assignee_count WHERE region = old.region AND assignee = old.assignee AND open = 0;
END;

CREATE TRIGGER assignee_entered AFTER UPDATE OF state, assignee ON task
WHEN new.state = 'CREATED' AND new.assignee IS NOT NULL BEGIN
  INSERT INTO assignee_count (region, assignee, open) VALUES (new.region, new.assignee, 1)
  ON CONFLICT DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER assignee_removed AFTER DELETE ON task WHEN old.state = 'CREATED' AND old.assignee IS NOT NULL BEGIN
  UPDATE assignee_count SET open = open - 1 WHERE region = old.region AND assignee = old.assignee;
  DELETE FROM assignee_count WHERE region = old.region AND assignee = old.assignee AND open = 0;
END;

CREATE TRIGGER instance_started AFTER INSERT ON instance BEGIN
  INSERT INTO process_count (region, process_id, running, incidents)
  VALUES (new.region, new.process_id, new.status = 'running', 0)
  ON CONFLICT DO UPDATE SET running = running + (new.status = 'running');
END;

CREATE TRIGGER instance_ended AFTER UPDATE OF status ON instance WHEN old.status IS NOT new.status BEGIN
  UPDATE process_count SET running = running + (new.status = 'running') - (old.status = 'running')
  WHERE region = new.region AND process_id = new.process_id;
END;

CREATE TRIGGER instance_removed AFTER DELETE ON instance BEGIN
  UPDATE process_count SET running = running - (old.status = 'running')
  WHERE region = old.region AND process_id = old.process_id;
END;

CREATE TRIGGER incident_raised AFTER INSERT ON incident WHEN new.resolved_at IS NULL BEGIN
  UPDATE process_count SET incidents = incidents + 1
  WHERE region = new.region AND process_id = (SELECT process_id FROM instance WHERE instance_key = new.instance_key);
END;

CREATE TRIGGER incident_closed AFTER UPDATE OF resolved_at ON incident
WHEN (old.resolved_at IS NULL) <> (new.resolved_at IS NULL) BEGIN
  UPDATE process_count SET incidents = incidents + (new.resolved_at IS NULL) - (old.resolved_at IS NULL)
  WHERE region = new.region AND process_id = (SELECT process_id FROM instance WHERE instance_key = new.instance_key);
END;
