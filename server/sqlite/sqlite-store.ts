import type { Pace, Store } from '../application/ports.js';
import { archiveRows } from './archive-rows.js';
import { batchRows } from './batch-rows.js';
import { checkpoints } from './checkpoints.js';
import { commitWriter } from './commit.js';
import { definitionRows } from './definition-rows.js';
import { feedRows } from './feed-rows.js';
import { groupCommit, type GroupCommit } from './group-commit.js';
import { incidentRows } from './incident-rows.js';
import { instanceRows } from './instance-rows.js';
import { jobRows } from './job-rows.js';
import { keyBlocks } from './key-blocks.js';
import { leftoverRows } from './leftover-rows.js';
import { LONG_READS, type LongRead, type LongReads } from './long-reads.js';
import { messageRows } from './message-rows.js';
import { openDatabase, type Db } from './open-database.js';
import { operationsRows } from './operations-rows.js';
import { quarantineRows } from './quarantine-rows.js';
import { readerPool, type ReaderPool } from './reader-pool.js';
import { statisticsRows } from './statistics-rows.js';
import { taskRows } from './task-rows.js';
import { watchTrouble } from './trouble.js';
import { asUnavailable } from './unavailable.js';
import { Undone } from './undone.js';
import { waitRows } from './wait-rows.js';
import { webhookRows } from './webhook-rows.js';
import { workRows } from './work-rows.js';

export interface SqliteOptions {
  /** Database file; created when absent. */
  readonly file: string;
  /** Folder of the numbered migrations. */
  readonly migrations: string;
  /** False for a database that is thrown away with the process. */
  readonly durable?: boolean;
  /** Region that new rows belong to. */
  readonly region?: number;
  /** Is given the connection that commits, when it is open. Tests take room or the right to write from it. */
  readonly onOpen?: (db: Db) => void;
  /** Told of each shared transaction that is on disk: how many writes, how long it took. */
  readonly onBatch?: (size: number, milliseconds: number) => void;
  /**
   * Most threads for long reads; none (the default) where the database is small: then they run on the one that commits,
   * and so does the copying of the log.
   */
  readonly readers?: number;
  /** How fast long reads go through. */
  readonly pace?: Pace;
}

/** Pages of the log (64 MB) past which the thread that commits helps the one that copies. */
const WHERE_COPYING_FALLS_BEHIND = 16_000;

/** Writes that share a transaction, and so a sync, with whatever else is written in the same turn of the event loop. */
const GROUPED: ReadonlySet<string> = new Set([
  'commit',
  'lockJobs',
  'updateJob',
  'takeBackJobs',
  'postpone',
  'removeStale',
  'removeMessage',
  'bufferMessage',
  'refuseMessage',
  'refuseDelivery',
  'expireMessages',
  'failBatchItem',
  'forgetUnstarted',
  'quarantine',
  'removeAnswersBefore',
  'saveWebhookProgress',
  'disableWebhook',
  'archiveEnded',
  'purgeArchived',
  'purgeLeftovers',
  'bringBackWaits',
] satisfies (keyof Store)[]);

/** Opens the embedded store on one file. */
export function openSqlite(options: SqliteOptions): Store {
  const { file, migrations, durable = true, region = 1, onOpen, onBatch, readers = 0, pace } = options;
  const copying = readers > 0 ? checkpoints(file, () => copyRest(db)) : undefined;
  const db = openDatabase(file, migrations, {
    durable,
    ...(copying && { checkpointPages: WHERE_COPYING_FALLS_BEHIND }),
  });
  onOpen?.(db);
  const group = groupCommit(db, (size, milliseconds) => {
    copying?.wrote(size);
    onBatch?.(size, milliseconds);
  });
  const rows = {
    ...archiveRows(db),
    ...leftoverRows(db),
    ...definitionRows(db, region),
    ...instanceRows(db),
    ...keyBlocks(db, region),
    ...taskRows(db),
    ...incidentRows(db),
    ...feedRows(db),
    ...webhookRows(db),
    ...workRows(db),
    ...waitRows(db),
    ...messageRows(db),
    ...batchRows(db, region),
    ...quarantineRows(db, region),
    ...jobRows(db, region),
    ...commitWriter(db, region),
    ...statisticsRows(db),
    ...operationsRows(db, region),
  };
  const pool = readers > 0 ? readerPool({ file, threads: readers, ...(pace && { pace }) }) : undefined;
  return {
    ...asynchronous(rows, group),
    ...(pool && onThreads(pool)),
    close: async () => {
      group.flush();
      await pool?.close();
      await copying?.close();
      closeDatabase(db);
    },
  };
}

/** Trouble with it is told of by the next write that meets it. */
function copyRest(db: Db): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    return;
  }
}

/** Long reads leave the thread that commits. */
const onThreads = (pool: ReaderPool): Pick<Store, LongRead> =>
  Object.fromEntries(
    LONG_READS.map((name) => [name, (...args: Parameters<LongReads[typeof name]>) => pool.read(name, ...args)]),
  ) as unknown as Pick<Store, LongRead>;

function closeDatabase(db: Db): void {
  if (!db.open) return;
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

type Synchronous = Record<string, (...args: never[]) => unknown>;
type Asynchronous<T extends Synchronous> = {
  readonly [K in keyof T]: (...args: Parameters<T[K]>) => Promise<Awaited<ReturnType<T[K]>>>;
};

/** The port is asynchronous: every call answers with a promise, and trouble with the file has one name. */
function asynchronous<T extends Synchronous>(rows: T, group: GroupCommit): Asynchronous<T> {
  const trouble = watchTrouble();
  const wrap = (name: string, call: (...args: never[]) => unknown) => {
    const isGrouped = GROUPED.has(name);
    const run = isGrouped ? (args: never[]) => group.run(() => call(...args)) : (args: never[]) => call(...args);
    return async (...args: never[]) => {
      try {
        const result = await run(args);
        if (isGrouped || name === 'keepTime') trouble.wrote();
        return result;
      } catch (error) {
        if (error instanceof Undone) return error.outcome;
        throw asUnavailable(error, trouble);
      }
    };
  };
  return Object.fromEntries(
    Object.entries(rows).map(([name, call]) => [name, wrap(name, call)]),
  ) as unknown as Asynchronous<T>;
}
