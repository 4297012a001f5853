import Database from 'better-sqlite3';
import { expect } from 'chai';

import { toProblem } from '../../../server/http/problem.js';

describe('A failure that nobody expected', () => {
  const logged = (error: unknown): Record<string, unknown> => {
    const lines: Record<string, unknown>[] = [];
    const none = (): void => undefined;
    const log = { debug: none, info: none, warn: none, error: (entry: object) => void lines.push({ ...entry }) };
    const problem = toProblem(error, 'en', 'request-1', log);
    expect([problem.code, problem.status]).to.deep.equal(['INTERNAL', 500]);
    expect(lines).to.have.length(1);
    return lines[0] ?? {};
  };
  /** What the database says when a row is refused, with the row's values in it. */
  const constraint = (): unknown => {
    const db = new Database(':memory:');
    try {
      db.exec("CREATE TABLE patient (name TEXT NOT NULL CHECK (name <> 'Kari Nordmann'))");
      return db.prepare('INSERT INTO patient VALUES (?)').run('Kari Nordmann');
    } catch (error) {
      return error;
    } finally {
      db.close();
    }
  };

  it('of the database is logged by its code, without the statement and what it says', () => {
    const line = logged(constraint());
    expect(line).to.include({ requestId: 'request-1', error: 'SqliteError', cause: 'SQLITE_CONSTRAINT_CHECK' });
    expect(JSON.stringify(line)).to.not.contain('Kari').and.not.to.contain('patient');
  });

  it('of the system is logged by its code too', () => {
    expect(logged(Object.assign(new Error('no space left, /data/x'), { code: 'ENOSPC' }))).to.include({
      cause: 'ENOSPC',
    });
  });

  it('has no cause where its code is a text or a number', () => {
    for (const code of ['Kari Nordmann', 'kari', 7])
      expect(logged(Object.assign(new Error('x'), { code }))).to.not.have.property('cause');
  });
});
