import type { Response } from 'express';

import type { ToldEvent } from '../application/feed/feed-event.js';
import type { FeedFollower, FeedMessage } from '../application/feed/follow-feed.js';

/** Milliseconds after which a client that was cut off comes again. */
const RETRY = 2000;

/**
 * Sends a listener its events as they come (HTML Living Standard, 9.2 Server-sent events). Nothing more is read for a
 * client before it has taken what it was sent; one that does not take it in time is cut off and goes on by its last id.
 * @returns when the stream has ended
 */
export async function sendEvents(response: Response, follower: FeedFollower): Promise<void> {
  response.once('close', () => follower.close());
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
    Connection: 'close', // so that nothing holds up a server that stops
  });
  try {
    response.write(`retry: ${RETRY}\n\n`);
    for (let sent = await follower.next(); sent !== null; sent = await follower.next()) {
      if (!response.write(sent.map(blockOf).join('')) && !(await drained(response, follower.patience))) {
        response.destroy();
        return;
      }
    }
    response.end();
  } catch {
    // the store cannot be read now: the client comes again by itself
    response.end();
  } finally {
    follower.close();
  }
}

/** An id without data moves the client's last id forward, and shows that the stream is alive. */
function blockOf({ id, event }: FeedMessage): string {
  if (!event) return `: ${id}\nid: ${id}\n\n`;
  return `id: ${id}\nevent: ${event.type}\ndata: ${'data' in event ? textOf(event) : '{}'}\n\n`;
}

/** Many clients are sent the same event. */
const texts = new WeakMap<ToldEvent, string>();

function textOf(event: ToldEvent): string {
  const text = texts.get(event) ?? JSON.stringify(event);
  texts.set(event, text);
  return text;
}

/** Whether the client has taken what was written, in time. */
function drained(response: Response, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (taken: boolean) => (): void => {
      clearTimeout(late);
      response.off('drain', onDrain).off('close', onClose);
      resolve(taken);
    };
    const onDrain = done(true);
    const onClose = done(false);
    const late = setTimeout(done(false), patience);
    response.once('drain', onDrain).once('close', onClose);
    if (response.destroyed) onClose();
  });
}
