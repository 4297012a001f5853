import type { PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { partKey } from '../keys.js';
import type { NewMessage } from '../ports.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { waitsNoMore } from '../work/deliver-messages.js';
import { longestWaitingFirst } from './longest-waiting-first.js';
import { keyOf, requireStartable } from './publish.js';

export interface Correlation {
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables?: PlainVariables;
}

interface Correlated {
  readonly messageKey: string;
  readonly processInstanceKey: string;
}

/**
 * Gives a message to who waits for it now and answers with the instance that took it; other processes that wait for it
 * too have it after the answer. It is kept for nobody (Camunda 8: `POST /v2/messages/correlation`).
 * @throws ApplicationError MESSAGE_NOT_AWAITED; MESSAGE_OUT_OF_TURN while an earlier one with its name and key has not
 *   been delivered; FORM_NOT_VALID; EngineError VALUE_NOT_ALLOWED and what else the step refuses
 */
export async function correlateMessage(
  services: Services,
  caller: Caller,
  correlation: Correlation,
): Promise<Correlated> {
  const { name, variables = {} } = correlation;
  const correlationKey = await keyOf(services, correlation);
  await requireStartable(services, name, correlationKey, variables);
  await requireTurn(services, name, correlationKey);
  const messageKey = await services.store.newKey('message');
  const message = { messageKey, name, correlationKey, variables, sourceInstance: null };
  const taken = (await takeByWaiting(services, caller, message)) ?? (await takeByStart(services, caller, message));
  if (!taken) throw new ApplicationError('MESSAGE_NOT_AWAITED');
  return taken;
}

type Given = Omit<NewMessage, 'expiresAt' | 'variables'> & { readonly variables: PlainVariables };

const LOOKS = 50;
const BETWEEN_LOOKS = 20;

/** What was published before goes before it: that is a matter of a moment, unless it has been put off. */
async function requireTurn({ store, work }: Services, name: string, correlationKey: string): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if (!(await store.hasPending(name, correlationKey))) return;
    work.wake();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
  throw new ApplicationError('MESSAGE_OUT_OF_TURN');
}

async function takeByWaiting(services: Services, caller: Caller, message: Given): Promise<Correlated | undefined> {
  const { name, correlationKey, variables, messageKey } = message;
  const { by } = caller;
  for await (const subscription of longestWaitingFirst(services.store, name, correlationKey)) {
    const { instanceKey, processId } = subscription;
    const others = await forTheOthers(services, message, processId);
    try {
      return await runCommand(services, caller, instanceKey, ({ now }) => ({
        command: { type: 'CorrelateMessage', subscriptionId: partKey(subscription), variables, now, by },
        change: { messages: others },
        answer: { messageKey: String(messageKey), processInstanceKey: String(instanceKey) },
      }));
    } catch (error) {
      if (!waitsNoMore(error)) throw error;
    }
  }
  return undefined;
}

async function takeByStart(services: Services, caller: Caller, message: Given): Promise<Correlated | undefined> {
  const { name, correlationKey, variables } = message;
  const messageKey = String(message.messageKey);
  const [start] = await services.store.eventStarts('message', name);
  const definition = start && (await services.store.definition(start.definitionKey));
  if (!definition) return undefined;
  const { processInstanceKey } = await startInstance(services, caller, {
    definition,
    element: start.element,
    variables,
    ...(correlationKey && { businessKey: correlationKey }),
    messages: await forTheOthers(services, message, definition.processId),
    answer: (started) => ({ messageKey, processInstanceKey: started.processInstanceKey }),
  });
  return { messageKey, processInstanceKey };
}

/** Where other processes want it too it is published to them, in the transaction in which the first one takes it. */
async function forTheOthers(
  { store, clock }: Services,
  message: Given,
  takenBy: string,
): Promise<readonly NewMessage[]> {
  const { name, correlationKey } = message;
  const waiting = [...(await store.oldestWaiting(name, correlationKey)), ...(await store.eventStarts('message', name))];
  if (waiting.every(({ processId }) => processId === takenBy)) return [];
  return [{ ...message, takenBy, expiresAt: clock.now() }];
}
