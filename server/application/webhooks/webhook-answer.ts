import { idOf } from '../feed/feed-event.js';
import { iso } from '../iso.js';
import { parseKey } from '../keys.js';
import type { FeedFilter, FeedType, SkippedEvent, Webhook } from '../ports.js';

/** Failures in a row from which a webhook counts as failing. */
export const FAILING = 5;

/** Which events a receiver wants, as requests and answers say it. */
export interface WebhookFilter {
  readonly processInstanceKey?: string;
  readonly processDefinitionId?: string;
  readonly candidateGroup?: string;
  readonly assignee?: string;
}

export interface WebhookRequest {
  readonly url: string;
  /** All of them where it is left out. */
  readonly types?: readonly FeedType[];
  readonly filter?: WebhookFilter;
  readonly enabled?: boolean;
}

/** @throws ApplicationError INSTANCE_NOT_FOUND */
export function feedFilterOf({ types, filter = {} }: WebhookRequest): FeedFilter {
  const { processInstanceKey, processDefinitionId, candidateGroup, assignee } = filter;
  return {
    ...(types && { types }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
    ...(candidateGroup !== undefined && { candidateGroup }),
    ...(assignee !== undefined && { assignee }),
  };
}

/** A webhook as answers show it: never its secret. */
export function webhookAnswer({ webhookKey, url, filter, progress, ...webhook }: Webhook) {
  const { types, instanceKey, processId, candidateGroup, assignee } = filter;
  const { attempts, attemptAt, toldAt, failure, failedAt, cursor, refusedId } = progress;
  return {
    webhookKey: String(webhookKey),
    url,
    ...(types && { types }),
    filter: {
      ...(instanceKey !== undefined && { processInstanceKey: String(instanceKey) }),
      ...(processId !== undefined && { processDefinitionId: processId }),
      ...(candidateGroup !== undefined && { candidateGroup }),
      ...(assignee !== undefined && { assignee }),
    },
    enabled: webhook.enabled,
    state: stateOf(webhook.enabled, attempts),
    creationDate: iso(webhook.createdAt),
    createdBy: webhook.createdBy,
    lastEventId: idOf(cursor),
    ...(toldAt !== null && { lastDeliveryDate: iso(toldAt) }),
    attempts,
    ...(attempts > 0 && { nextAttemptDate: iso(attemptAt) }),
    ...(attempts > 0 && refusedId !== null && { refusedEventId: refusedId }),
    ...(failure !== null && { lastFailure: failure }),
    ...(failedAt !== null && { lastFailureDate: iso(failedAt) }),
  };
}

function stateOf(enabled: boolean, attempts: number): 'ACTIVE' | 'FAILING' | 'DISABLED' {
  if (!enabled) return 'DISABLED';
  return attempts >= FAILING ? 'FAILING' : 'ACTIVE';
}

export const skippedAnswer = ({ eventId, at, by, reason, attempts, failure }: SkippedEvent) => ({
  eventId,
  reason,
  skippedDate: iso(at),
  skippedBy: by,
  attempts,
  ...(failure !== null && { lastFailure: failure }),
});
