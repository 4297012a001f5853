import type { DataContent, DataOutcome, DataRefusal } from '../../application/ports.js';

const REFUSALS: Readonly<Record<DataRefusal, string>> = {
  NO_DATABASE: 'there is no database there',
  TARGET_EXISTS: 'the file exists already, and nothing is overwritten; give another name',
  TARGET_NOT_EMPTY: 'the data folder is not empty; give one that does not exist yet',
  TARGET_NOT_WRITABLE: 'it cannot be written there',
  NOT_A_BACKUP: 'the file is no database of a Samløp server',
  DAMAGED: 'the database is damaged; take an older backup',
  SCHEMA_TOO_NEW: 'the database was written by a newer version of Samløp',
  FAILED: 'it failed',
};

/** One line that says why nothing was done, and the system's own word for it. */
export const refusalLine = ({ code, reason }: Extract<DataOutcome, { kind: 'refused' }>): string =>
  `${REFUSALS[code]} (${[code, ...(reason === undefined ? [] : [reason])].join(', ')}).`;

/** One line that says what is there now. */
export const doneLine = (where: string, { schemaVersion, instances, tasks, bytes }: DataContent): string =>
  `${where}: checked, ${instances} instances, ${tasks} tasks, schema version ${schemaVersion}, ${(bytes / 1e6).toFixed(1)} MB\n`;
