import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import Database from 'better-sqlite3';

import type { DataContent, DataFiles, DataOutcome, DataRefusal, LastBackup } from '../application/ports.js';
import { migrationsIn } from './migrate.js';
import type { Db } from './open-database.js';
import { syncFile } from './sync-file.js';

const DATABASE = 'samlop.db';
const LAST_BACKUP = 'last-backup.json';

class Refused extends Error {
  constructor(
    readonly code: DataRefusal,
    readonly reason?: string,
  ) {
    super(code);
  }
}

/** @param migrations folder of the numbered migrations: newer databases than these are refused */
export function sqliteDataFiles(migrations: string): DataFiles {
  const newest = migrationsIn(migrations).at(-1)?.version ?? 0;
  return {
    backUp: (folder, file) =>
      outcome(async () => {
        const source = join(folder, DATABASE);
        if (!existsSync(source)) throw new Refused('NO_DATABASE');
        const content = await copy(source, resolve(file), newest);
        noteBackup(folder, content);
        return content;
      }),
    restore: (file, folder) =>
      outcome(async () => {
        if (!existsSync(file)) throw new Refused('NO_DATABASE');
        if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
          throw new Refused('TARGET_NOT_EMPTY');
        mkdirSync(folder, { recursive: true });
        return copy(file, join(folder, DATABASE), newest);
      }),
  };
}

async function outcome(work: () => Promise<DataContent>): Promise<DataOutcome> {
  try {
    return { kind: 'done', content: await work() };
  } catch (error) {
    if (error instanceof Refused)
      return { kind: 'refused', code: error.code, ...(error.reason !== undefined && { reason: error.reason }) };
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (/^(EACCES|EROFS|ENOENT|ENOTDIR|EPERM|SQLITE_CANTOPEN.*)$/.test(reason))
      return { kind: 'refused', code: 'TARGET_NOT_WRITABLE', reason };
    return { kind: 'refused', code: 'FAILED', reason };
  }
}

/**
 * One moment of the source, page by page, under a name of its own until it has been checked. A read transaction holds
 * that moment: in the write-ahead log readers and writers do not wait for each other, so a running server commits on.
 */
async function copy(source: string, target: string, newest: number): Promise<DataContent> {
  if (existsSync(target)) throw new Refused('TARGET_EXISTS');
  accessSync(dirname(target), constants.W_OK);
  const partial = join(dirname(target), `.${basename(target)}.${process.pid}.partial`);
  try {
    const expected = await copyMoment(source, partial, newest);
    const content = checkedContent(partial, newest);
    if (content.instances !== expected.instances || content.tasks !== expected.tasks) throw new Refused('DAMAGED');
    syncFile(partial);
    name(partial, target);
    return content;
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${suffix}`, { force: true });
  }
}

async function copyMoment(source: string, partial: string, newest: number): Promise<DataContent> {
  const db = openToRead(source);
  try {
    db.exec('BEGIN');
    const expected = contentOf(db, newest);
    await db.backup(partial);
    db.exec('COMMIT');
    return expected;
  } finally {
    db.close();
  }
}

function openToRead(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  return db;
}

/** Looks at every page and index of a copy. */
function checkedContent(file: string, newest: number): DataContent {
  const db = openToRead(file);
  try {
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new Refused('DAMAGED');
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) throw new Refused('DAMAGED');
    return contentOf(db, newest);
  } catch (error) {
    throw damage(error);
  } finally {
    db.close();
  }
}

/** @throws Refused where the file is no database of ours, or of a newer program */
function contentOf(db: Db, newest: number): DataContent {
  try {
    const schemaVersion = db.pragma('user_version', { simple: true }) as number;
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('instance', 'task')");
    if (schemaVersion === 0 || tables.all().length < 2) throw new Refused('NOT_A_BACKUP');
    if (schemaVersion > newest) throw new Refused('SCHEMA_TOO_NEW', `${schemaVersion} > ${newest}`);
    const counts = db
      .prepare<[], Omit<DataContent, 'schemaVersion' | 'bytes'>>(
        'SELECT (SELECT count(*) FROM instance) AS instances, (SELECT count(*) FROM task) AS tasks',
      )
      .get() ?? { instances: 0, tasks: 0 };
    return { schemaVersion, ...counts, bytes: statSync(db.name).size };
  } catch (error) {
    throw damage(error);
  }
}

const damage = (error: unknown): unknown => {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_NOTADB') return new Refused('NOT_A_BACKUP');
  return error.code.startsWith('SQLITE_CORRUPT') ? new Refused('DAMAGED') : error;
};

/** A link fails where the name is taken meanwhile: nothing is ever overwritten, and a half copy never has the name. */
function name(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new Refused('TARGET_EXISTS') : error;
  }
  syncFile(dirname(target));
}

/** For the diagnostics page; that it cannot be written spoils no backup. */
function noteBackup(folder: string, { bytes }: DataContent): void {
  try {
    writeFileSync(join(folder, LAST_BACKUP), JSON.stringify({ bytes }));
  } catch {
    // the data may lie where this user may only read
  }
}

/** When the data of a folder was backed up last, as far as this folder knows; null where it never was. */
export function lastBackup(folder: string): LastBackup | null {
  const file = join(folder, LAST_BACKUP);
  try {
    const { bytes } = JSON.parse(readFileSync(file, 'utf8')) as { readonly bytes: number };
    return { at: Math.round(statSync(file).mtimeMs), bytes };
  } catch {
    return null;
  }
}
