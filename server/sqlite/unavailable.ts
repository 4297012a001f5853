import Database from 'better-sqlite3';

import { StoreUnavailable } from '../application/application-error.js';

const UNAVAILABLE = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/;

/** Trouble with the file under its one name; anything else as it is. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof Database.SqliteError && UNAVAILABLE.test(error.code)) return new StoreUnavailable(error.code);
  if (error instanceof TypeError && error.message.includes('database connection is not open'))
    return new StoreUnavailable('CLOSED');
  return error;
}
