import { batchSearches } from './batch-rows.js';
import { incidentRows } from './incident-rows.js';
import { instanceRows } from './instance-rows.js';
import { jobRows } from './job-rows.js';
import { messageRows } from './message-rows.js';
import type { Db } from './open-database.js';
import { statisticsRows } from './statistics-rows.js';
import { taskRows } from './task-rows.js';

export const LONG_READS = [
  'searchInstances',
  'history',
  'searchTasks',
  'searchIncidents',
  'searchMessages',
  'searchDeliveries',
  'searchSubscriptions',
  'batchErrors',
  'searchBatches',
  'searchBatchItems',
  'searchJobs',
  'statistics',
  'recount',
] as const;
export type LongRead = (typeof LONG_READS)[number];
export type LongReads = Pick<ReturnType<typeof rowReaders>, LongRead>;

/** Reads that may take long on a large database: searches and histories. Everything else finds its rows by a key. */
export const longReads = (db: Db): LongReads => rowReaders(db);

const rowReaders = (db: Db) => ({
  ...instanceRows(db),
  ...taskRows(db),
  ...incidentRows(db),
  ...statisticsRows(db),
  ...messageRows(db),
  ...batchSearches(db),
  ...jobRows(db, 0),
});
