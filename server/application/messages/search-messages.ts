import { iso } from '../iso.js';
import type { KeptMessage, MessageFilter, PageRequest } from '../ports.js';
import type { Services } from '../services.js';

/** Messages that are kept: `BUFFERED` until somebody takes them, `REFUSED` for good. Their content is not shown. */
export async function searchMessages({ store }: Services, filter: MessageFilter, page: PageRequest) {
  const found = await store.searchMessages(filter, page);
  return { items: found.items.map(messageAnswer), page: { endCursor: found.endCursor } };
}

const messageAnswer = (row: KeptMessage) => ({
  messageKey: String(row.messageKey),
  name: row.name,
  ...(row.correlationKey && { correlationKey: row.correlationKey }),
  state: row.state,
  publishedDate: iso(row.publishedAt),
  ...(row.expiresAt !== null && { expiryDate: iso(row.expiresAt) }),
  ...(row.refusedAt !== null && { refusedDate: iso(row.refusedAt) }),
  ...(row.processId !== null && { processDefinitionId: row.processId }),
  ...(row.code !== null && { errorType: row.code }),
});
