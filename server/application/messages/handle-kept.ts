import { ApplicationError } from '../application-error.js';
import { parseKey } from '../keys.js';
import type { Handled, KeptDelivery, KeptMessage } from '../ports.js';
import { answerRow, settle } from '../run-command.js';
import type { Caller, Services } from '../services.js';

export interface Handling {
  /** Try it again now, or throw it away. */
  readonly action: 'retry' | 'discard';
  /** Why it is thrown away. */
  readonly reason?: string;
}

/**
 * An operator tries a message again that was refused or put off, or throws away one that is kept.
 * @throws ApplicationError MESSAGE_NOT_FOUND; NOT_SET_ASIDE where its state does not allow it; REASON_MISSING
 */
export async function handleMessage(services: Services, caller: Caller, key: string, handling: Handling) {
  const messageKey = parseKey(key, 'MESSAGE_NOT_FOUND');
  const message = await services.store.message(messageKey);
  if (!message) throw new ApplicationError('MESSAGE_NOT_FOUND');
  await handle(services, caller, message, { kind: 'message', key: messageKey }, handling);
}

/** The same for a signal on its way to one receiver. @throws ApplicationError DELIVERY_NOT_FOUND, NOT_SET_ASIDE, REASON_MISSING */
export async function handleDelivery(services: Services, caller: Caller, key: string, handling: Handling) {
  const deliveryKey = parseKey(key, 'DELIVERY_NOT_FOUND');
  const delivery = await services.store.signalDelivery(deliveryKey);
  if (!delivery) throw new ApplicationError('DELIVERY_NOT_FOUND');
  await handle(services, caller, delivery, { kind: 'signal', key: deliveryKey }, handling);
}

async function handle(
  services: Services,
  caller: Caller,
  kept: KeptMessage | KeptDelivery,
  what: Pick<Handled, 'kind' | 'key'>,
  { action, reason }: Handling,
): Promise<void> {
  const handled = action === 'retry' ? { ...what, action } : { ...what, action, reason: required(reason) };
  const allowed = action === 'retry' ? RETRIED : THROWN_AWAY;
  if (!allowed.has(kept.state)) throw notSetAside(kept);
  const { by } = caller;
  const at = services.clock.now();
  const change = { at, by, action: ACTIONS[what.kind][action], handled, ...answerRow(caller, undefined) };
  const outcome = await services.store.commit(change);
  if (outcome.kind === 'conflict') throw notSetAside(kept);
  settle(services, caller, change, outcome);
}

const ACTIONS = {
  message: { retry: 'RetryMessage', discard: 'DiscardMessage' },
  signal: { retry: 'RetrySignalDelivery', discard: 'DiscardSignalDelivery' },
} as const;

const RETRIED: ReadonlySet<KeptMessage['state']> = new Set(['PENDING', 'REFUSED']);
const THROWN_AWAY: ReadonlySet<KeptMessage['state']> = new Set(['PENDING', 'BUFFERED', 'REFUSED']);

function required(reason: string | undefined): string {
  if (reason === undefined || reason.trim() === '') throw new ApplicationError('REASON_MISSING');
  return reason;
}

const notSetAside = ({ state, discardedBy }: KeptMessage | KeptDelivery): ApplicationError =>
  new ApplicationError('NOT_SET_ASIDE', { current: { state, ...(discardedBy !== null && { discardedBy }) } });
