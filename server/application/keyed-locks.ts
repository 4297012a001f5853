/** Runs what is given under one key one after the other, in the order of the calls; other keys are not held up. */
export interface KeyedLocks<K> {
  run<T>(key: K, work: () => Promise<T>): Promise<T>;
}

export function keyedLocks<K>(): KeyedLocks<K> {
  const tails = new Map<K, Promise<unknown>>();
  return {
    async run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      const tail = mine.catch(() => undefined);
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return mine;
    },
  };
}
