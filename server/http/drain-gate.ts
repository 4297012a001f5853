import type { Response } from 'express';

import { ApplicationError } from '../application/application-error.js';

/** How an answer tells its client that the connection ends with it. */
const END = ['Connection', 'close'] as const;

/**
 * Knows the requests under way. Once the server drains, every answer ends its connection, so that clients go elsewhere
 * and none is left waiting on a connection that is about to close.
 */
export function drainGate(drain: AbortSignal) {
  const open = new Set<Response>();
  drain.addEventListener('abort', () => {
    for (const response of open) if (!response.headersSent) response.set(...END);
  });
  return (response: Response): void => {
    if (drain.aborted) response.set(...END);
    open.add(response);
    response.on('close', () => open.delete(response));
  };
}

/**
 * Takes new requests only once the pathways are deployed, and none any more when the server drains.
 * @throws ApplicationError NOT_READY, DRAINING
 */
export const onlyWhileServing = (drain: AbortSignal, isDeployed: () => boolean) => (): void => {
  if (drain.aborted) throw new ApplicationError('DRAINING');
  if (!isDeployed()) throw new ApplicationError('NOT_READY');
};
