import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { tablesOfInstance } from '../../../server/sqlite/archive-rows.js';
import { dumpSchema, migrate, migrationsIn } from '../../../server/sqlite/migrate.js';
import { openDatabase } from '../../../server/sqlite/open-database.js';

const MIGRATIONS = 'server/sqlite/migrations';

describe('The schema of the SQLite store', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is what the migrations make of an empty file, as server/sqlite/schema.sql shows it', () => {
    const db = openDatabase(join(folder, 'a.db'), MIGRATIONS);
    const dumped = dumpSchema(db);
    db.close();
    expect(dumped).to.equal(readFileSync('server/sqlite/schema.sql', 'utf8'));
  });

  it('carries the region in every table', () => {
    const db = openDatabase(join(folder, 'a.db'), MIGRATIONS);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[];
    expect(tables.length).to.be.greaterThan(15);
    for (const { name } of tables) {
      const columns = (db.pragma(`table_info(${name})`) as { name: string; notnull: number }[]).filter(
        (column) => column.name === 'region',
      );
      expect(
        columns.map(({ notnull }) => notnull),
        name,
      ).to.deep.equal([1]);
    }
    db.close();
  });

  it('is made for durability: a write-ahead log with full sync', () => {
    const db = openDatabase(join(folder, 'a.db'), MIGRATIONS);
    expect(db.pragma('journal_mode', { simple: true })).to.equal('wal');
    expect(db.pragma('synchronous', { simple: true })).to.equal(2);
    expect(db.pragma('busy_timeout', { simple: true })).to.equal(250);
    expect(db.pragma('foreign_keys', { simple: true })).to.equal(1);
    db.close();
  });

  it('can find all that belongs to an instance in every table that names instances, to remove it', () => {
    const db = openDatabase(join(folder, 'a.db'), MIGRATIONS);
    const naming = db
      .prepare(
        `SELECT DISTINCT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND c.name = 'instance_key' ORDER BY t.name`,
      )
      .pluck()
      .all() as string[];
    // the audit stays, and holds digests; the feed holds ids, for days
    const others = naming.filter((name) => !['instance', 'audit', 'feed'].includes(name));
    expect(others).to.deep.equal(tablesOfInstance(db));
    db.close();
  });

  it('is made by migrations that are numbered from one without a gap', () => {
    const versions = migrationsIn(MIGRATIONS).map(({ version }) => version);
    expect(versions).to.deep.equal(versions.map((_, index) => index + 1));
  });

  it('applies a later migration to an older database, once, and keeps what is there', () => {
    const own = join(folder, 'migrations');
    mkdirSync(own);
    copyFileSync(join(MIGRATIONS, '0001-first.sql'), join(own, '0001-first.sql'));
    const file = join(folder, 'a.db');
    const old = openDatabase(file, own);
    old.exec("INSERT INTO model VALUES ('m', 1, '', '{}', '[]', '{}')");
    old.close();
    writeFileSync(join(own, '0002-note.sql'), 'ALTER TABLE model ADD COLUMN note TEXT;');
    for (let i = 0; i < 2; i++) {
      const db = openDatabase(file, own);
      expect(db.pragma('user_version', { simple: true })).to.equal(2);
      expect(db.prepare('SELECT model_key, note FROM model').all()).to.deep.equal([{ model_key: 'm', note: null }]);
      db.close();
    }
  });

  it('is left as it was when a migration fails', () => {
    const own = join(folder, 'migrations');
    mkdirSync(own);
    writeFileSync(join(own, '0001-good.sql'), 'CREATE TABLE a (x);');
    writeFileSync(join(own, '0002-bad.sql'), 'CREATE TABLE b (x); CREATE TABLE a (x);');
    const db = new Database(join(folder, 'a.db'));
    expect(() => migrate(db, own)).to.throw('already exists');
    expect(db.pragma('user_version', { simple: true })).to.equal(1);
    expect(dumpSchema(db)).to.equal('CREATE TABLE a (x);\n');
    db.close();
  });

  it('of a newer program is refused', () => {
    const file = join(folder, 'a.db');
    const db = openDatabase(file, MIGRATIONS);
    db.pragma('user_version = 9999');
    db.close();
    expect(() => openDatabase(file, MIGRATIONS)).to.throw('schema version 9999');
  });
});
