import type { Db } from './open-database.js';

type Kind = 'instance' | 'message' | 'signal' | 'batch' | 'webhook';

/** Keys come in blocks, so that most of them cost no write; a crash leaves a gap, never a key used twice. */
export function keyBlocks(db: Db, region: number) {
  const SIZE = 1000;
  const reserve = db.prepare<object, { next: number }>(
    `INSERT INTO sequence (region, name, next) VALUES (@region, @name, 1 + @size)
     ON CONFLICT (region, name) DO UPDATE SET next = next + @size RETURNING next`,
  );
  const blocks = new Map<Kind, { next: number; end: number }>();
  return {
    newKey(name: Kind): number {
      const known = blocks.get(name);
      if (known && known.next < known.end) return known.next++;
      const end = reserve.get({ region, name, size: SIZE })?.next ?? 0;
      blocks.set(name, { next: end - SIZE + 1, end });
      return end - SIZE;
    },
  };
}
