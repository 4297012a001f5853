import { EngineError, type RefusalCode } from '../../../engine/index.js';
import { DeliveryDone } from '../application-error.js';
import { partKey } from '../keys.js';
import type { PendingMessage, SubscriptionRow } from '../ports.js';
import { runCommand } from '../run-command.js';
import { SYSTEM, type Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { attempt } from './attempt.js';

type Waiting = SubscriptionRow & { readonly processId: string };
type Start = Awaited<ReturnType<Services['store']['eventStarts']>>[number];

/** Delivers messages in the order of publication. @returns how many were tried */
export async function deliverMessages(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
): Promise<number> {
  const pending = await services.store.pendingMessages(services.clock.now(), limit);
  for (const message of pending) {
    const { messageKey, attempts } = message;
    await attempt(services, {
      what: { kind: 'message', messageKey },
      attempts,
      moot: [],
      do: () => deliver(services, message),
    });
    await afterEach();
  }
  return pending.length;
}

/**
 * To at most one subscription per process with that name and key, the oldest; a process where none takes it is started
 * by it, if it has such a start event. What nobody takes is kept until somebody subscribes or it expires; what one of
 * them refuses for its content is set aside when the others have been offered it.
 * Each effect is written together with the process that took it, so that going on after a crash repeats none.
 */
async function deliver(services: Services, message: PendingMessage): Promise<void> {
  const { store, clock } = services;
  const { messageKey, name, correlationKey } = message;
  const taken = new Set(await store.takersOf(messageKey));
  const refusals: Refusal[] = [];
  const offer = async (processId: string, take: () => Promise<boolean>): Promise<void> => {
    if (taken.has(processId)) return;
    const outcome = await orRefusal(processId, take);
    if (outcome !== false) taken.add(processId);
    if (typeof outcome === 'object') refusals.push(outcome);
  };
  for (const [processId, waiting] of byProcess(await store.subscriptions(name, correlationKey)))
    await offer(processId, () => deliverToOne(services, message, processId, waiting));
  for (const start of await store.eventStarts('message', name))
    await offer(start.processId, () => startBy(services, message, start));
  const [refusal] = refusals;
  if (refusal) await setAside(services, messageKey, refusal);
  else if (taken.size > 0) await store.removeMessage(messageKey);
  else if ((await store.bufferMessage(messageKey, clock.now())) === 'again') throw new Error('SUBSCRIBED_MEANWHILE');
}

interface Refusal {
  readonly processId: string;
  readonly code: RefusalCode;
}

/** What can never become right, however often it is tried. */
const NEVER_RIGHT: ReadonlySet<RefusalCode> = new Set(['VALUE_NOT_ALLOWED', 'LIMIT_EXCEEDED']);

async function orRefusal(processId: string, take: () => Promise<boolean>): Promise<boolean | Refusal> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof EngineError && NEVER_RIGHT.has(error.code))) throw error;
    return { processId, code: error.code };
  }
}

/** It is kept for people to look at, and not tried again. */
async function setAside({ store, clock, log }: Services, messageKey: number, refusal: Refusal): Promise<void> {
  await store.refuseMessage(messageKey, clock.now(), refusal);
  log.warn({ messageKey, ...refusal }, 'a message was refused and is kept aside');
}

function byProcess(subscriptions: readonly Waiting[]): ReadonlyMap<string, readonly Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const one of subscriptions) groups.set(one.processId, [...(groups.get(one.processId) ?? []), one]);
  return groups;
}

/** The first instance of a process that still waits for it. */
async function deliverToOne(
  services: Services,
  message: PendingMessage,
  processId: string,
  waiting: readonly Waiting[],
): Promise<boolean> {
  const taken = { kind: 'message', messageKey: message.messageKey, processId } as const;
  const by = SYSTEM.delivery;
  for (const subscription of waiting) {
    try {
      await runCommand(services, { by }, subscription.instanceKey, ({ now }) => ({
        command: {
          type: 'CorrelateMessage',
          subscriptionId: partKey(subscription),
          variables: message.variables,
          now,
          by,
        },
        change: { taken },
        answer: undefined,
      }));
      return true;
    } catch (error) {
      if (error instanceof DeliveryDone) return true;
      if (!(
        error instanceof EngineError &&
        (error.code === 'SUBSCRIPTION_NOT_FOUND' || error.code === 'INSTANCE_ENDED')
      ))
        throw error;
    }
  }
  return false;
}

async function startBy(
  services: Services,
  message: PendingMessage,
  { processId, definitionKey, element }: Start,
): Promise<boolean> {
  const { messageKey, correlationKey, variables } = message;
  const definition = await services.store.definition(definitionKey);
  if (!definition) throw new Error('DEFINITION_MISSING');
  try {
    await startInstance(
      services,
      { by: SYSTEM.delivery },
      {
        definition,
        element,
        variables: variables,
        ...(correlationKey && { businessKey: correlationKey }),
        taken: { kind: 'message', messageKey, processId },
      },
    );
  } catch (error) {
    if (!(error instanceof DeliveryDone)) throw error;
  }
  return true;
}
