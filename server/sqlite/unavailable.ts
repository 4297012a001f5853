import Database from 'better-sqlite3';

import { StoreUnavailable } from '../application/application-error.js';
import type { Trouble } from './trouble.js';

const UNAVAILABLE = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/;

const NEW: Pick<Trouble, 'failed'> = { failed: () => 0 };

/** Trouble with the file under its one name, with how long it has lasted where that is known; anything else as it is. */
export function asUnavailable(error: unknown, { failed } = NEW): unknown {
  if (error instanceof Database.SqliteError && UNAVAILABLE.test(error.code))
    return new StoreUnavailable(error.code, failed());
  if (error instanceof TypeError && error.message.includes('database connection is not open'))
    return new StoreUnavailable('CLOSED');
  return error;
}
