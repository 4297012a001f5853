import type { FeedBounds, FeedCursor, FeedFilter, FeedRow } from '../ports.js';
import type { Services } from '../services.js';
import { cursorOf, eventsBehind, lastOf, tellEvent, type ToldEvent } from './feed-event.js';

/** One message to a listener. Without an event it only says how far the feed has been read. */
export interface FeedMessage {
  readonly id: string;
  readonly event?: ToldEvent | { readonly type: 'reset' };
}

/** One listener's way through the feed. */
export interface FeedFollower {
  /** The next messages in order, at least one; waits for them up to a heartbeat. Null at the end. */
  next(): Promise<readonly FeedMessage[] | null>;
  /** Milliseconds that the listener may take to receive them. */
  readonly patience: number;
  /** Gives the place free; a waiting `next` ends. */
  close(): void;
}

/**
 * Follows the feed from the event of an id, or from now on. Each event comes once and in order, also across connections
 * that go on from the last id. Where that is not kept any more there is one `reset`: load anew, then go on from here.
 * @throws ApplicationError TOO_MANY_LISTENERS, DRAINING; StoreUnavailable
 */
export async function followFeed(
  { feed, store }: Services,
  filter: FeedFilter,
  lastEventId: string | undefined,
): Promise<FeedFollower> {
  const leave = feed.enter();
  try {
    const bounds = await store.feedBounds();
    const ending = new AbortController();
    const follower = follow(startOf(bounds, lastEventId), filter, {
      heartbeat: feed.settings.heartbeat,
      read: (after, wait) => feed.read(after, wait, ending.signal),
      newest: async () => (await store.feedBounds()).newest,
    });
    return {
      next: follower,
      patience: feed.settings.patience,
      close() {
        ending.abort();
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

interface Start {
  readonly cursor: FeedCursor;
  readonly reset: boolean;
}

/** An id that this feed has not given, as after a restored backup, begins anew as one that is gone does. */
function startOf({ oldest, newest }: FeedBounds, lastEventId: string | undefined): Start {
  const now = { after: newest, skip: 0 };
  if (lastEventId === undefined) return { cursor: now, reset: false };
  const cursor = cursorOf(lastEventId);
  const isKept = cursor !== null && cursor.after >= oldest - 1 && lastOf(cursor) <= newest;
  return isKept ? { cursor, reset: false } : { cursor: now, reset: true };
}

interface Source {
  readonly heartbeat: number;
  read(after: number, wait: number): Promise<readonly FeedRow[] | null>;
  newest(): Promise<number>;
}

function follow(start: Start, filter: FeedFilter, source: Source): FeedFollower['next'] {
  let { cursor } = start;
  let greeted = false;
  const here = (): string => (cursor.skip > 0 ? `${cursor.after + 1}-${cursor.skip}` : String(cursor.after));
  const reset = (): FeedMessage => ({ id: here(), event: { type: 'reset' } });
  return async () => {
    if (!greeted) {
      greeted = true;
      return [start.reset ? reset() : { id: here() }];
    }
    const end = performance.now() + source.heartbeat;
    for (;;) {
      const rows = await source.read(cursor.after, end - performance.now());
      if (rows === null) return null;
      const [first] = rows;
      const last = rows.at(-1);
      if (!first || !last) return [{ id: here() }];
      if (first.position > cursor.after + 1) {
        cursor = { after: await source.newest(), skip: 0 };
        return [reset()];
      }
      const wanted = eventsBehind(rows, cursor, filter);
      cursor = { after: last.position, skip: 0 };
      if (wanted.length > 0) return wanted.map(({ id, row, event }) => ({ id, event: tellEvent(row, event) }));
      if (performance.now() >= end) return [{ id: here() }];
    }
  };
}
