import { expect } from 'chai';

import { createFeed, type Feed } from '../../../server/application/feed/feed.js';
import type { FeedRow } from '../../../server/application/ports.js';
import { testClock } from '../given-server.js';

const row = (position: number): FeedRow => ({ position, at: 0, instanceKey: 1, processId: 'P', events: [] });

describe('The feed of what happens', () => {
  let rows: FeedRow[];
  let reads: number;
  let feed: Feed;
  let drain: AbortController;

  beforeEach(() => {
    rows = [];
    reads = 0;
    drain = new AbortController();
    const store = {
      feedBounds: async () => ({ oldest: rows[0]?.position ?? 1, newest: rows.at(-1)?.position ?? 0 }),
      readFeed: async (after: number, limit: number) => {
        reads += 1;
        return rows.filter(({ position }) => position > after).slice(0, limit);
      },
      pruneFeed: async () => 0,
    };
    feed = createFeed({ store, clock: testClock(), drain: drain.signal, settings: { mostListeners: 2 } });
  });
  afterEach(() => feed.close());

  const commit = (count = 1): void => {
    for (let i = 0; i < count; i++) {
      rows.push(row((rows.at(-1)?.position ?? 0) + 1));
      feed.wake();
    }
  };
  const listen = (after: number, signal = new AbortController().signal) => feed.read(after, 60_000, signal);
  const positions = (read: readonly FeedRow[] | null) => read?.map(({ position }) => position);
  /** Until all that was asked of the store has been answered. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

  it('is not read when nobody listens', async () => {
    commit(1000);
    await settled();
    expect(reads).to.equal(0);
  });

  it('is read once for a burst of commits, however many listen', async () => {
    const listening = Array.from({ length: 50 }, () => listen(0));
    await settled();
    expect(reads).to.equal(1);
    commit(100);
    for (const read of await Promise.all(listening)) expect(positions(read)).to.have.length(100);
    expect(reads).to.equal(2);
  });

  it('wakes those that wait when something is committed, and not before', async () => {
    const heard: (readonly number[] | undefined)[] = [];
    const listening = listen(0).then((read) => heard.push(positions(read)));
    await settled();
    expect(heard).to.deep.equal([]);
    commit(2);
    await listening;
    expect(heard).to.deep.equal([[1, 2]]);
  });

  it('gives to one who lags behind what others have had long ago, without a gap', async () => {
    commit(5000);
    let after = 0;
    const seen: number[] = [];
    while (after < 5000) {
      const read = positions(await listen(after)) ?? [];
      seen.push(...read);
      after = seen.at(-1) ?? 0;
      if (seen.length === 512) await listen(4990); // another one, at the end
    }
    expect(seen).to.deep.equal(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  it('ends for all that wait when the server is asked to stop, and lets nobody in any more', async () => {
    const listening = [listen(0), listen(0)];
    await settled();
    drain.abort();
    expect(await Promise.all(listening)).to.deep.equal([null, null]);
    expect(await listen(0)).to.equal(null);
    expect(() => feed.enter()).to.throw('DRAINING');
  });

  it('ends for one who goes, without waiting for the next commit', async () => {
    const leaving = new AbortController();
    const listening = listen(0, leaving.signal);
    await settled();
    leaving.abort();
    expect(await listening).to.equal(null);
  });

  it('has places for so many, each given back once', async () => {
    const [leave] = [feed.enter(), feed.enter()];
    expect(() => feed.enter()).to.throw('TOO_MANY_LISTENERS');
    leave?.();
    leave?.();
    feed.enter();
    expect(() => feed.enter()).to.throw('TOO_MANY_LISTENERS');
  });

  it('comes after a while also without anything new, so that a listener can show that it lives', async () => {
    expect(await feed.read(0, 20, new AbortController().signal)).to.deep.equal([]);
  });
});
