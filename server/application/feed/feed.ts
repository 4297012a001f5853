import { setImmediate as breathe } from 'node:timers/promises';

import { ApplicationError } from '../application-error.js';
import type { Clock, FeedRow, FeedStore } from '../ports.js';
import { feedPruning } from './prune-feed.js';

export interface FeedSettings {
  /** Listeners at one time. */
  readonly mostListeners: number;
  /** Milliseconds after which a listener hears that nothing has happened. */
  readonly heartbeat: number;
  /** Milliseconds that a listener may take to receive what it has been sent. */
  readonly patience: number;
  /** Milliseconds that an event is kept. */
  readonly keepFor: number;
  /** Rows that are kept at most. */
  readonly keepRows: number;
}

export const feedSettings: FeedSettings = {
  mostListeners: 200,
  heartbeat: 15_000,
  patience: 20_000,
  keepFor: 7 * 24 * 3_600_000,
  keepRows: 5_000_000,
};

/**
 * The changes in the order of their commits, for those that listen. One of them reads the table and all others get the
 * same rows; each keeps nothing but its position, so a slow one costs nothing and holds up nobody.
 */
export interface Feed {
  readonly settings: FeedSettings;
  /** Something has been committed. Costs nothing when nobody listens. */
  wake(): void;
  /**
   * The next rows behind a position, as soon as there are any.
   * @param wait milliseconds to wait for them; then none
   * @returns null once the feed is closed or the signal aborted
   */
  read(after: number, wait: number, signal: AbortSignal): Promise<readonly FeedRow[] | null>;
  /** Takes the place of one listener. @returns gives it back @throws ApplicationError TOO_MANY_LISTENERS, DRAINING */
  enter(): () => void;
  /** How many listen now. */
  listening(): number;
  /** Removes old rows from now on, every minute. */
  start(): void;
  /** Every read ends now. */
  close(): Promise<void>;
}

const SLICE = 256;
/** Rows that are kept for those who read at the end. */
const RECENT = 2048;
/** Milliseconds that a burst of commits is gathered. */
const GATHER = 10;

export interface FeedOptions {
  readonly store: FeedStore;
  readonly clock: Clock;
  /** Ends every read when it is aborted. */
  readonly drain: AbortSignal;
  readonly settings?: Partial<FeedSettings>;
}

export function createFeed({ store, clock, drain, settings: own }: FeedOptions): Feed {
  const settings = { ...feedSettings, ...own };
  const recent = recentRows();
  const changes = changeBell();
  const underWay = new Map<number, Promise<readonly FeedRow[]>>();
  const pruning = feedPruning(store, clock, settings);
  let listeners = 0;
  let closed = false;

  /** One read for all that want the same. */
  function load(after: number): Promise<readonly FeedRow[]> {
    const started = underWay.get(after);
    if (started) return started;
    const reading = (async () => {
      try {
        const rows = await store.readFeed(after, SLICE);
        recent.add(rows);
        await breathe();
        return rows;
      } finally {
        underWay.delete(after);
      }
    })();
    underWay.set(after, reading);
    return reading;
  }

  function end(): void {
    closed = true;
    changes.release();
  }
  drain.addEventListener('abort', end, { once: true });

  return {
    settings,
    wake: () => changes.ring(),
    async read(after, wait, signal) {
      const end = performance.now() + wait;
      for (;;) {
        if (closed || signal.aborted) return null;
        const seen = changes.count();
        const rows = recent.behind(after) ?? (await load(after));
        if (rows.length > 0) return closed || signal.aborted ? null : rows;
        const left = end - performance.now();
        if (left <= 0) return [];
        if (seen === changes.count()) await changes.next(left, signal);
      }
    },
    enter() {
      if (closed) throw new ApplicationError('DRAINING');
      if (listeners >= settings.mostListeners) {
        throw new ApplicationError('TOO_MANY_LISTENERS', { details: { most: settings.mostListeners } });
      }
      listeners += 1;
      let inside = true;
      return () => {
        if (inside) listeners -= 1;
        inside = false;
      };
    },
    listening: () => listeners,
    start: () => pruning.start(),
    async close() {
      drain.removeEventListener('abort', end);
      end();
      await pruning.stop();
    },
  };
}

/** The newest rows that somebody has read, without a gap. */
function recentRows() {
  let rows: readonly FeedRow[] = [];
  const first = (): number => rows[0]?.position ?? 0;
  const last = (): number => rows.at(-1)?.position ?? 0;
  return {
    /** Undefined where the table has to be asked. */
    behind: (after: number): readonly FeedRow[] | undefined =>
      rows.length > 0 && after >= first() - 1 && after < last()
        ? rows.slice(after - first() + 1, after - first() + 1 + SLICE)
        : undefined,
    add(more: readonly FeedRow[]): void {
      const end = more.at(-1)?.position ?? 0;
      if (end <= last()) return;
      rows = more[0]?.position === last() + 1 ? [...rows, ...more].slice(-RECENT) : more;
    },
  };
}

/** Rings for those that wait when something was committed; what comes while it is about to ring is gathered. */
function changeBell() {
  const waiting = new Set<() => void>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const release = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const go of [...waiting]) go();
  };
  return {
    count: () => count,
    release,
    ring(): void {
      count += 1;
      if (waiting.size > 0) timer ??= setTimeout(release, GATHER);
    },
    next: (within: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          clearTimeout(late);
          waiting.delete(go);
          signal.removeEventListener('abort', go);
          resolve();
        };
        const late = setTimeout(go, within);
        waiting.add(go);
        signal.addEventListener('abort', go, { once: true });
      }),
  };
}
