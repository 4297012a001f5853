import type { Store, Waiting } from '../ports.js';

/** All who wait for a name and key, whoever has waited longest first; each is read only when it is asked for. */
export async function* longestWaitingFirst(
  store: Pick<Store, 'oldestWaiting' | 'nextWaiting'>,
  name: string,
  correlationKey: string | null,
): AsyncGenerator<Waiting, void> {
  const front = [...(await store.oldestWaiting(name, correlationKey))];
  for (let one = front.shift(); one; one = front.shift()) {
    yield one;
    const next = await store.nextWaiting(one);
    if (next) front.push(next);
    front.sort(byAge);
  }
}

const byAge = (a: Waiting, b: Waiting): number =>
  a.openedAt - b.openedAt || a.instanceKey - b.instanceKey || a.number - b.number;
