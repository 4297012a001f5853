import type pg from 'pg';

export type Step = (client: pg.PoolClient) => Promise<unknown>;

/** Every order of the steps of two people in which each one's own steps keep their order. */
export function orders(ofA: number, ofB: number): readonly string[] {
  if (ofA === 0 || ofB === 0) return ['a'.repeat(ofA) + 'b'.repeat(ofB)];
  return [...orders(ofA - 1, ofB).map((rest) => `a${rest}`), ...orders(ofA, ofB - 1).map((rest) => `b${rest}`)];
}

/**
 * Runs the steps of two transactions on two connections in one order. A step that has to wait for a lock is left
 * waiting, and what follows it on its connection waits behind it.
 */
export async function interleave(
  pool: pg.Pool,
  order: string,
  steps: { readonly a: readonly Step[]; readonly b: readonly Step[] },
): Promise<void> {
  const side = async (own: readonly Step[]) => {
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await client.query('BEGIN');
    return { client, pid: rows[0]?.pid ?? 0, left: [...own], tail: Promise.resolve() as Promise<unknown>, done: true };
  };
  const sides = { a: await side(steps.a), b: await side(steps.b) };
  for (const name of order) {
    const one = sides[name as 'a' | 'b'];
    const step = one.left.shift();
    if (!step) continue;
    one.done = false;
    one.tail = one.tail.then(() => step(one.client)).then(() => void (one.done = true));
    while (!one.done && !(await waitsForLock(pool, one.pid))) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all([sides.a.tail, sides.b.tail]);
  sides.a.client.release();
  sides.b.client.release();
}

async function waitsForLock(pool: pg.Pool, pid: number): Promise<boolean> {
  const text = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'";
  return (await pool.query(text, [pid])).rowCount === 1;
}
