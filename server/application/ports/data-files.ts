/** What a copy of a database holds; counted in the copy, and the same as in the original at its moment. */
export interface DataContent {
  readonly schemaVersion: number;
  readonly instances: number;
  readonly tasks: number;
  readonly bytes: number;
}

/** Why a database was not copied. */
export type DataRefusal =
  | 'NO_DATABASE'
  | 'TARGET_EXISTS'
  | 'TARGET_NOT_EMPTY'
  | 'TARGET_NOT_WRITABLE'
  | 'NOT_A_BACKUP'
  | 'DAMAGED'
  | 'SCHEMA_TOO_NEW'
  | 'FAILED';

export type DataOutcome =
  | { readonly kind: 'done'; readonly content: DataContent }
  /** `reason`: the store's or the system's own word, where it has one. */
  | { readonly kind: 'refused'; readonly code: DataRefusal; readonly reason?: string };

/** The data of a server as files: what can be done with them beside running it. */
export interface DataFiles {
  /**
   * Copies the database of a data folder as it is at one moment, whether or not a server runs on it, checks the copy and
   * only then gives it its name. Never overwrites.
   */
  backUp(folder: string, file: string): Promise<DataOutcome>;
  /** Checks a backup and makes a data folder of it; only where there is none yet, or an empty one. */
  restore(file: string, folder: string): Promise<DataOutcome>;
}

/** What the last backup of a data folder left there. */
export interface LastBackup {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly bytes: number;
}
