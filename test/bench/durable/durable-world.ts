import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Clock } from '../../../server/application/ports.js';
import { createServices } from '../../../server/application/create-services.js';
import { deployPathway } from '../../../server/application/pathways/deploy-pathway.js';
import type { Caller, Services } from '../../../server/application/services.js';
import { definitionToStart, startInstance } from '../../../server/application/start-instance.js';
import { completeTask } from '../../../server/application/tasks/complete-task.js';
import { systemClock } from '../../../server/clock.js';
import type { Db } from '../../../server/sqlite/open-database.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { COMPLETIONS, outputOf, twelveTasks } from '../twelve-tasks.js';

/** People who give commands at the same time. */
export const CLIENTS = 64;

/** As the server has: the log is copied on a thread too. */
const READERS = 1;

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const DIGEST = 'd'.repeat(43);

/** The command path on a real file with full sync, without HTTP. */
export interface DurableWorld {
  readonly file: string;
  readonly services: Services;
  /** Starts instances; gives their keys. */
  start(count: number): Promise<readonly string[]>;
  /** Completes the n-th task of each instance, each command under an idempotency key of its own. */
  complete(instances: readonly string[], completion: number): Promise<void>;
  close(): Promise<void>;
}

export interface DurableOptions {
  /** Sees the connection before the store prepares its statements on it. */
  readonly onOpen?: (db: Db) => void;
  readonly clock?: Clock;
}

export async function openDurableWorld({
  onOpen = () => undefined,
  clock = systemClock,
}: DurableOptions = {}): Promise<DurableWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-bench-'));
  const file = join(folder, 'samlop.db');
  const store = openSqlite({ file, migrations: 'server/sqlite/migrations', onOpen, readers: READERS });
  const services = createServices({ store, clock, log: silent });
  await deployPathway(services, { by: 'bench' }, { name: 'twelve-tasks', bpmn: twelveTasks() });
  const definition = await definitionToStart(services, 'Process_Twelve');
  const numbers = await taskNumbers(services, definition);
  let commands = 0;
  let patients = 0;
  const caller = (): Caller => {
    commands += 1;
    return { by: 'nurse', idempotency: { person: 'nurse', key: `command-${commands}`, digest: DIGEST, status: 204 } };
  };
  return {
    file,
    services,
    async start(count) {
      const keys: string[] = [];
      await atOnce(count, async (index) => {
        patients += 1;
        const started = await startInstance(services, caller(), { definition, businessKey: `patient-${patients}` });
        keys[index] = started.processInstanceKey;
      });
      return keys;
    },
    complete: (instances, completion) =>
      atOnce(instances.length, (index) =>
        completeTask(services, caller(), `${instances[index]}:${numbers[completion - 1]}`, outputOf(completion)),
      ),
    async close() {
      await services.work.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Tasks have the same numbers in every instance that is completed in the same order: found by running one to its end. */
async function taskNumbers(
  services: Services,
  definition: Parameters<typeof startInstance>[2]['definition'],
): Promise<readonly number[]> {
  const { processInstanceKey } = await startInstance(services, { by: 'nurse' }, { definition });
  const numbers: number[] = [];
  for (let completion = 1; completion <= COMPLETIONS; completion++) {
    const filter = { instanceKey: Number(processInstanceKey), state: 'CREATED' } as const;
    const [task] = (await services.store.searchTasks(filter, { limit: 1 })).items;
    if (!task) throw new Error(`no task is open before completion ${completion}`);
    numbers.push(task.number);
    await completeTask(services, { by: 'nurse' }, `${processInstanceKey}:${task.number}`, outputOf(completion));
  }
  return numbers;
}

/** Runs work by as many clients as there are, each one piece after the other. */
async function atOnce(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}
