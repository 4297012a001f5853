import { keyInMessage } from '../../../engine/index.js';
import type { PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import type { Change } from '../ports.js';
import { answerRow, settle } from '../run-command.js';
import { SYSTEM, type Caller, type Services } from '../services.js';
import { tryStart } from '../start-instance.js';
import { requireValidForm } from '../validate-form.js';

export interface Publication {
  readonly name: string;
  readonly correlationKey?: string;
  /** Milliseconds for which it is kept when nobody takes it. */
  readonly timeToLive?: number;
  /** The publisher's own: a second message with this name, key and id is refused while the first is kept. */
  readonly messageId?: string;
  readonly variables?: PlainVariables;
}

/**
 * Accepts a message; it is delivered after the answer. Where it starts a process, that process's start form is the
 * contract of its name: what the form or the engine would refuse is refused now, and nothing is kept.
 * @throws ApplicationError FORM_NOT_VALID, MESSAGE_ALREADY_PUBLISHED, EngineError VALUE_NOT_ALLOWED, LIMIT_EXCEEDED
 */
export async function publishMessage(
  services: Services,
  caller: Caller,
  publication: Publication,
): Promise<{ messageKey: string }> {
  const { name, timeToLive = 0, messageId, variables = {} } = publication;
  const correlationKey = await keyOf(services, publication);
  await requireStartable(services, name, correlationKey, variables);
  const at = services.clock.now();
  const messageKey = await services.store.newKey('message');
  const message = {
    ...{ messageKey, name, correlationKey, variables, sourceInstance: null, expiresAt: at + timeToLive },
    ...(messageId !== undefined && { messageId }),
  };
  return write(
    services,
    caller,
    { at, action: 'PublishMessage', messages: [message] },
    { messageKey: String(messageKey) },
  );
}

/** The key that a message goes by; the empty one is a key of its own. */
export const keyOf = async (
  services: Services,
  { name, correlationKey, variables = {} }: Pick<Publication, 'name' | 'correlationKey' | 'variables'>,
): Promise<string> => correlationKey ?? (await keyInContent(services, name, variables)) ?? '';

/**
 * Where a message starts processes, their start forms are the contract of its name.
 * @throws ApplicationError FORM_NOT_VALID, EngineError as the start itself would
 */
export async function requireStartable(
  services: Services,
  name: string,
  correlationKey: string,
  variables: PlainVariables,
): Promise<void> {
  const { store, models } = services;
  for (const { definitionKey, processId, element } of await store.eventStarts('message', name)) {
    const definition = await store.definition(definitionKey);
    if (!definition) continue;
    const { processes } = await models.model(store, definition.modelKey);
    requireValidForm(processes[processId]?.startForm, variables);
    const businessKey = correlationKey && { businessKey: correlationKey };
    await tryStart(services, SYSTEM.delivery, { definition, element, variables, ...businessKey });
  }
}

/** BPMN's own correlation: the key stands in the message's content (8.4.2). */
async function keyInContent(services: Services, name: string, content: PlainVariables): Promise<string | undefined> {
  const { store, models, clock } = services;
  for (let after: string | undefined; ;) {
    const page = await store.searchDefinitions(
      { isLatest: true },
      { limit: 100, ...(after !== undefined && { after }) },
    );
    const found = await Promise.all(page.items.map(({ modelKey }) => models.model(store, modelKey)));
    const key = keyInMessage(found, name, content, clock.now());
    if (key !== undefined || page.endCursor === null) return key;
    after = page.endCursor;
  }
}

/** Broadcasts a signal to everything that listens to it now. */
export async function broadcastSignal(
  services: Services,
  caller: Caller,
  name: string,
  variables: PlainVariables = {},
): Promise<{ signalKey: string }> {
  const at = services.clock.now();
  const signalKey = await services.store.newKey('signal');
  const signal = { signalKey, name, variables, sourceInstance: null };
  return write(
    services,
    caller,
    { at, action: 'BroadcastSignal', signals: [signal] },
    { signalKey: String(signalKey) },
  );
}

async function write<T>(services: Services, caller: Caller, content: Omit<Change, 'by'>, answer: T): Promise<T> {
  const change = { ...content, by: caller.by, ...answerRow(caller, answer) };
  const outcome = await services.store.commit(change);
  if (outcome.kind === 'published')
    throw new ApplicationError('MESSAGE_ALREADY_PUBLISHED', { current: { messageKey: String(outcome.messageKey) } });
  settle(services, caller, change, outcome);
  return answer;
}
