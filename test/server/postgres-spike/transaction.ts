import type pg from 'pg';

/** Thrown inside a transaction to roll it back and answer with an outcome. */
export class RolledBack extends Error {
  constructor(readonly outcome: 'conflict' | 'taken') {
    super(outcome);
  }
}

/** Serialization failure and deadlock: nothing has happened, and the same may be tried again at once. */
const AGAIN = new Set(['40001', '40P01']);

/** Runs one transaction on a connection of its own; tried again where PostgreSQL asks for it. */
export async function transaction<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await run(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      if (attempt >= 5 || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    } finally {
      client.release();
    }
  }
}
