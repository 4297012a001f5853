import { RepeatedCommand } from '../application/application-error.js';
import type {
  Definition,
  DefinitionFilter,
  DeploymentResult,
  EnvironmentRow,
  EventStart,
  ModelSource,
  NewDeployment,
  Page,
  PageRequest,
} from '../application/ports.js';
import { answerRows } from './answer-rows.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

interface Row {
  definitionKey: number;
  deploymentKey: number;
  processId: string;
  version: number;
  name: string;
  modelKey: string;
  deployedAt: number;
  deployedBy: string;
  isLatest: number;
}

const SELECT = `
  SELECT d.definition_key AS definitionKey, d.deployment_key AS deploymentKey, d.process_id AS processId, d.version,
         d.name, d.model_key AS modelKey, p.deployed_at AS deployedAt, p.deployed_by AS deployedBy, d.is_latest AS isLatest
  FROM definition d JOIN deployment p USING (deployment_key)`;

const toDefinition = (row: Row): Definition => ({ ...row, isLatest: row.isLatest === 1 });

/** Models, deployments, process definitions and environments. */
export function definitionRows(db: Db, region: number) {
  const one = db.prepare<[number], Row>(`${SELECT} WHERE d.definition_key = ?`);
  const latest = db.prepare<[string], Row>(`${SELECT} WHERE d.process_id = ? AND d.is_latest = 1`);
  const ofVersion = db.prepare<[string, number], Row>(`${SELECT} WHERE d.process_id = ? AND d.version = ?`);
  const model = db.prepare<
    [string],
    { modelKey: string; bpmn: string; forms: string; decisions: string; texts: string }
  >('SELECT model_key AS modelKey, bpmn, forms, decisions, texts FROM model WHERE model_key = ?');
  const environment = db.prepare<[string], { environmentKey: string; root: string; called: string; calls: string }>(
    'SELECT environment_key AS environmentKey, root, called, calls FROM environment WHERE environment_key = ?',
  );
  const starts = db.prepare<[string, string], EventStart & { definitionKey: number; processId: string }>(
    `SELECT s.kind, s.name, s.element, s.definition_key AS definitionKey, d.process_id AS processId
     FROM event_start s JOIN definition d USING (definition_key) WHERE s.kind = ? AND s.name = ?
     ORDER BY d.process_id, s.element`,
  );
  const write = definitionWrites(db);

  const answers = answerRows(db, region);

  /** The answer goes with what it tells of. */
  const deploy = db.transaction((deployment: NewDeployment): DeploymentResult => {
    const { answer, at } = deployment;
    const before = answer && answers.find(answer);
    if (before) throw new RepeatedCommand(before);
    const result = writeDeployment(deployment);
    if (answer) answers.saveOrFind({ ...answer, body: answer.body(result) }, at);
    return result;
  });

  function writeDeployment(deployment: NewDeployment): DeploymentResult {
    const { source, at, by } = deployment;
    write.model.run({ ...sourceRow(source), region });
    const known = deployment.processes.map((process) => latest.get(process.processId));
    const changed = known.some((row) => row?.modelKey !== source.modelKey);
    if (!changed && known[0]) {
      return {
        deploymentKey: known[0].deploymentKey,
        definitions: known.flatMap((row) => (row ? [{ ...toDefinition(row), isNew: false }] : [])),
      };
    }
    const deploymentKey = Number(write.deployment.run({ region, name: deployment.name, at, by }).lastInsertRowid);
    const definitions = deployment.processes.map((process, index) => {
      const before = known[index];
      if (before?.modelKey === source.modelKey) return { ...toDefinition(before), isNew: false };
      if (before) write.retire(before.definitionKey);
      const inserted = write.definition.run({
        region,
        deploymentKey,
        processId: process.processId,
        version: (before?.version ?? 0) + 1,
        name: process.name,
        modelKey: source.modelKey,
      });
      const definitionKey = Number(inserted.lastInsertRowid);
      for (const start of process.eventStarts) write.eventStart.run({ ...start, definitionKey, region });
      for (const start of process.timerStarts) {
        const cycle = start.cycle ? JSON.stringify(start.cycle) : null;
        write.timerStart.run({ element: start.element, dueAt: start.dueAt, cycle, definitionKey, region });
      }
      return { ...toDefinition(one.get(definitionKey) as Row), isNew: true };
    });
    return { deploymentKey, definitions };
  }

  return {
    deploy: (deployment: NewDeployment): DeploymentResult => deploy.immediate(deployment),
    definition: (key: number): Definition | null => mapped(one.get(key)),
    latestDefinition: (processId: string): Definition | null => mapped(latest.get(processId)),
    definitionOfVersion: (processId: string, version: number): Definition | null =>
      mapped(ofVersion.get(processId, version)),
    modelSource(modelKey: string): ModelSource | null {
      const row = model.get(modelKey);
      if (!row) return null;
      return {
        modelKey: row.modelKey,
        bpmn: row.bpmn,
        forms: parseJson(row.forms),
        decisions: parseJson(row.decisions),
        texts: parseJson(row.texts),
      };
    },
    environment(key: string): EnvironmentRow | null {
      const row = environment.get(key);
      return row
        ? {
            environmentKey: row.environmentKey,
            root: row.root,
            called: parseJson(row.called),
            calls: parseJson(row.calls),
          }
        : null;
    },
    eventStarts: (kind: EventStart['kind'], name: string) => starts.all(kind, name),
    searchDefinitions(filter: DefinitionFilter, page: PageRequest): Page<Definition> {
      const after = page.after === undefined ? undefined : decodeCursor(page.after, 1)[0];
      const rows = db
        .prepare<object, Row>(
          `${SELECT} ${where([
            filter.processId !== undefined && 'd.process_id = @processId',
            filter.isLatest !== undefined && 'd.is_latest = @isLatest',
            after !== undefined && 'd.definition_key > @after',
          ])} ORDER BY d.definition_key LIMIT @limit`,
        )
        .all({ processId: filter.processId, isLatest: filter.isLatest ? 1 : 0, after, limit: page.limit + 1 });
      return toPage(rows, page.limit, toDefinition, (row) => [row.definitionKey]);
    },
  };
}

const mapped = (row: Row | undefined): Definition | null => (row ? toDefinition(row) : null);

const sourceRow = (source: ModelSource) => ({
  modelKey: source.modelKey,
  bpmn: source.bpmn,
  forms: JSON.stringify(source.forms),
  decisions: JSON.stringify(source.decisions),
  texts: JSON.stringify(source.texts),
});

function definitionWrites(db: Db) {
  const notLatest = db.prepare('UPDATE definition SET is_latest = 0 WHERE definition_key = ?');
  const noEventStart = db.prepare('DELETE FROM event_start WHERE definition_key = ?');
  const noTimerStart = db.prepare('DELETE FROM timer_start WHERE definition_key = ?');
  return {
    /** Texts have no effect on execution: corrected ones reach running instances too. */
    model: db.prepare(
      `INSERT INTO model (model_key, region, bpmn, forms, decisions, texts)
       VALUES (@modelKey, @region, @bpmn, @forms, @decisions, @texts)
       ON CONFLICT (model_key) DO UPDATE SET texts = excluded.texts`,
    ),
    deployment: db.prepare(
      'INSERT INTO deployment (region, name, deployed_at, deployed_by) VALUES (@region, @name, @at, @by)',
    ),
    definition: db.prepare(
      `INSERT INTO definition (region, deployment_key, process_id, version, is_latest, name, model_key)
       VALUES (@region, @deploymentKey, @processId, @version, 1, @name, @modelKey)`,
    ),
    eventStart: db.prepare(
      `INSERT OR IGNORE INTO event_start (kind, name, definition_key, element, region)
       VALUES (@kind, @name, @definitionKey, @element, @region)`,
    ),
    timerStart: db.prepare(
      `INSERT INTO timer_start (definition_key, element, region, due_at, cycle, attempt_at)
       VALUES (@definitionKey, @element, @region, @dueAt, @cycle, @dueAt)`,
    ),
    retire(definitionKey: number): void {
      notLatest.run(definitionKey);
      noEventStart.run(definitionKey);
      noTimerStart.run(definitionKey);
    },
  };
}
