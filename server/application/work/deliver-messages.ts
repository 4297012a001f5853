import { EngineError, type RefusalCode } from '../../../engine/index.js';
import { ApplicationError, DeliveryDone } from '../application-error.js';
import { partKey } from '../keys.js';
import type { PendingMessage, Waiting } from '../ports.js';
import { runCommand } from '../run-command.js';
import { SYSTEM, type Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { attempt } from './attempt.js';
import { CHAIN_TOO_LONG, isTooLong } from './chain.js';
import { inParallel } from './in-parallel.js';
import { refusalOf } from './refusal.js';

type Start = Awaited<ReturnType<Services['store']['eventStarts']>>[number];

/** Deliveries to different instances share commits; those of one name and key never run at once. */
export const DELIVERIES_AT_ONCE = 50;

/** Delivers messages, those of one name and key in the order of publication. @returns how many were tried */
export async function deliverMessages(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
  width = DELIVERIES_AT_ONCE,
): Promise<number> {
  const pending = await services.store.pendingMessages(services.clock.now(), limit);
  await inParallel(pending, width, async (message) => {
    const { messageKey, attempts } = message;
    await attempt(services, {
      what: { kind: 'message', messageKey },
      attempts,
      moot: [],
      do: () => deliver(services, message),
    });
    await afterEach();
  });
  return pending.length;
}

/** Somebody may begin to wait while one looks for who waits. */
const LOOKS = 3;

async function deliver(services: Services, message: PendingMessage): Promise<void> {
  if (isTooLong(message.chain)) return setAside(services, message.messageKey, { processId: '', code: CHAIN_TOO_LONG });
  for (let look = 0; look < LOOKS; look++) if (await offerToAll(services, message)) return;
  throw new Error('SUBSCRIBED_MEANWHILE');
}

interface Refusal {
  readonly processId: string;
  readonly code: string;
}

/**
 * To at most one subscription per process with that name and key, the oldest; a process where none takes it is started
 * by it, if it has such a start event. What nobody takes is kept until somebody subscribes or it expires; what one of
 * them refuses for its content is set aside when the others have been offered it.
 * Each effect is written together with the process that took it, so that going on after a crash repeats none.
 * @returns false when somebody has begun to wait meanwhile
 */
async function offerToAll(services: Services, message: PendingMessage): Promise<boolean> {
  const { store, clock } = services;
  const { messageKey, name, correlationKey } = message;
  const taken = new Set(await store.takersOf(messageKey));
  const refusals: Refusal[] = [];
  const offers = [
    ...(await store.oldestWaiting(name, correlationKey)).map((oldest) => ({
      processId: oldest.processId,
      take: () => deliverToOne(services, message, oldest),
    })),
    ...(await store.eventStarts('message', name)).map((start) => ({
      processId: start.processId,
      take: () => startBy(services, message, start),
    })),
  ];
  for (const { processId, take } of offers) {
    if (taken.has(processId)) continue;
    try {
      if (await take()) taken.add(processId);
    } catch (error) {
      if (error instanceof DeliveryDone) {
        // another has its turn now, or it is gone: then it is not for us any more
        if (!(await store.takersOf(messageKey)).includes(processId)) return true;
      } else refusals.push({ processId, code: refusalOf(error) });
      taken.add(processId);
    }
  }
  const [refusal] = refusals;
  if (refusal) await setAside(services, messageKey, refusal);
  else if (taken.size > 0) await store.removeMessage(messageKey, clock.now());
  else return keep(services, messageKey);
  return true;
}

/** @returns false when somebody has begun to wait meanwhile */
async function keep({ store, clock, log }: Services, messageKey: number): Promise<boolean> {
  const kept = await store.bufferMessage(messageKey, clock.now());
  if (kept === 'expired') sayExpired(log, messageKey);
  return kept !== 'again';
}

/** What nobody took within its time to live is not lost without a word. */
function sayExpired(log: Services['log'], messageKey: number): void {
  log.info({ messageKey, code: 'MESSAGE_EXPIRED' }, 'a message expired: nobody took it within its time to live');
}

const EXPIRED_AT_ONCE = 500;

/** Forgets messages whose time to live is over. @returns how many */
export async function expireMessages({ store, clock, log }: Services): Promise<number> {
  const expired = await store.expireMessages(clock.now(), EXPIRED_AT_ONCE);
  for (const messageKey of expired) sayExpired(log, messageKey);
  return expired.length;
}

/** It is kept for people to look at, and not tried again. */
async function setAside({ store, clock, log }: Services, messageKey: number, refusal: Refusal): Promise<void> {
  await store.refuseMessage(messageKey, clock.now(), refusal);
  log.warn({ messageKey, ...refusal }, 'a message was refused and is kept aside');
}

/** The first instance of a process that still waits for it. @throws DeliveryDone */
async function deliverToOne(services: Services, message: PendingMessage, oldest: Waiting): Promise<boolean> {
  const { messageKey, variables, chain } = message;
  const { processId } = oldest;
  const by = SYSTEM.delivery;
  for (let one: Waiting | null = oldest; one; one = await services.store.nextWaiting(one)) {
    const subscriptionId = partKey(one);
    try {
      await runCommand(services, { by, chain }, one.instanceKey, ({ now }) => ({
        command: { type: 'CorrelateMessage', subscriptionId, variables, now, by },
        change: { taken: { kind: 'message', messageKey, processId } },
        answer: undefined,
      }));
      return true;
    } catch (error) {
      if (!waitsNoMore(error)) throw error;
    }
  }
  return false;
}

/** Somebody else has come first, or the instance is on hold. */
const WAITS_NO_MORE: ReadonlySet<RefusalCode> = new Set([
  'SUBSCRIPTION_NOT_FOUND',
  'INSTANCE_ENDED',
  'INSTANCE_SUSPENDED',
]);

export const waitsNoMore = (error: unknown): boolean =>
  (error instanceof EngineError && WAITS_NO_MORE.has(error.code)) ||
  (error instanceof ApplicationError && error.code === 'INSTANCE_NOT_FOUND');

/** @throws DeliveryDone */
async function startBy(
  services: Services,
  message: PendingMessage,
  { processId, definitionKey, element }: Start,
): Promise<boolean> {
  const { messageKey, correlationKey, variables, chain } = message;
  const definition = await services.store.definition(definitionKey);
  if (!definition) throw new Error('DEFINITION_MISSING');
  await startInstance(
    services,
    { by: SYSTEM.delivery, chain },
    {
      definition,
      element,
      variables,
      ...(correlationKey && { businessKey: correlationKey }),
      taken: { kind: 'message', messageKey, processId },
    },
  );
  return true;
}
