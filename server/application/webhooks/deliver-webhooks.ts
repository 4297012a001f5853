import { StoreUnavailable } from '../application-error.js';
import type { Clock, WebhookSender } from '../ports.js';
import type { Services } from '../services.js';
import { deliverTo, pause } from './deliver-to.js';

/** Tells every webhook's receiver what happens: each in its own lane, so that none waits for another. */
export interface WebhookDelivery {
  /** Of the world outside: what receivers see, and what retries wait for. */
  readonly clock: Clock;
  /** Takes up all webhooks where they were left. */
  start(): Promise<void>;
  /** A person has made, changed or removed a webhook. */
  changed(webhookKey: number): void;
  /** Lets what is being sent be answered for a moment; nothing is begun after it. */
  stop(): Promise<void>;
}

export interface DeliveryOptions {
  readonly of: () => Services;
  readonly sender: WebhookSender;
  readonly clock: Clock;
}

interface Lane {
  /** Begins nothing more. */
  readonly ending: AbortController;
  /** Cuts the request under way. */
  readonly cut: AbortController;
  readonly done: Promise<void>;
}

/** Milliseconds that a request under way may still take when its lane ends. */
const LAST_ANSWER = 1000;
const AFTER_TROUBLE = 1000;

export function webhookDelivery({ of, sender, clock }: DeliveryOptions): WebhookDelivery {
  const lanes = new Map<number, Lane>();
  let stopped = false;

  async function run(webhookKey: number, ending: AbortSignal, cut: AbortSignal): Promise<void> {
    const services = of();
    while (!ending.aborted && !services.drain.aborted) {
      try {
        const webhook = await services.store.webhook(webhookKey);
        if (!webhook?.enabled) return;
        await deliverTo(webhook, { services, sender, clock, ending, cut });
      } catch (error) {
        const code = error instanceof StoreUnavailable ? error.reason : error instanceof Error ? error.name : 'unknown';
        services.log.error({ webhookKey, code }, 'the delivery to a webhook was interrupted');
        await pause(AFTER_TROUBLE, ending);
      }
    }
  }

  function changed(webhookKey: number): void {
    if (stopped) return;
    const before = lanes.get(webhookKey);
    const ending = new AbortController();
    const cut = new AbortController();
    const done = (before ? end(before) : Promise.resolve())
      .then(() => run(webhookKey, ending.signal, cut.signal))
      .then(() => {
        if (lanes.get(webhookKey)?.ending === ending) lanes.delete(webhookKey);
      });
    lanes.set(webhookKey, { ending, cut, done });
  }

  return {
    clock,
    changed,
    async start() {
      for (const { webhookKey } of await of().store.webhooks()) changed(webhookKey);
    },
    async stop() {
      stopped = true;
      await Promise.all([...lanes.values()].map(end));
    },
  };
}

async function end({ ending, cut, done }: Lane): Promise<void> {
  ending.abort();
  const late = setTimeout(() => cut.abort(), LAST_ANSWER);
  await done;
  clearTimeout(late);
}

/** Where nothing is sent: webhooks are kept, and their receivers hear of all that they missed when something sends again. */
export const noDelivery = (clock: Clock): WebhookDelivery => ({
  clock,
  start: async () => undefined,
  changed: () => undefined,
  stop: async () => undefined,
});
