import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import type { DefinitionState } from 'bpmn-elements';

import type { CompiledExpression } from '../../../engine/index.js';
import { openBpmnElements } from '../bpmn-elements-runner.js';
import { COMPLETIONS, outputOf } from '../twelve-tasks.js';

export interface DurableOther {
  /** Runs one instance from start to end: recovered before each task, saved after it. */
  runInstance(): Promise<void>;
  close(): void;
}

/** bpmn-elements with its state in a SQLite file that is as durable as ours: write-ahead log, full sync. */
export async function prepareDurableBpmnElements(condition: CompiledExpression): Promise<DurableOther> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-bench-'));
  const db = new Database(join(folder, 'other.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE instance (id INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO instance (id, state) VALUES (@id, @state)');
  const update = db.prepare('UPDATE instance SET state = @state WHERE id = @id');
  const find = db.prepare<object, string>('SELECT state FROM instance WHERE id = @id').pluck();
  const engine = await openBpmnElements(condition);
  let id = 0;

  function completeNext(completion: number): void {
    const definition = engine.create().recover(JSON.parse(find.get({ id }) ?? 'null') as DefinitionState);
    definition.resume();
    const [task] = definition.getPostponed().filter((activity: { type: string }) => activity.type === 'bpmn:UserTask');
    if (!task) throw new Error(`bpmn-elements has no task before completion ${completion}`);
    engine.written = outputOf(completion);
    definition.signal({ id: task.id });
    if (definition.isRunning) definition.stop();
    update.run({ id, state: JSON.stringify(definition.getState()) });
  }

  return {
    async runInstance() {
      id += 1;
      engine.written = {};
      const definition = engine.create();
      definition.run();
      definition.stop();
      insert.run({ id, state: JSON.stringify(definition.getState()) });
      for (let completion = 1; completion <= COMPLETIONS; completion++) completeNext(completion);
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}
