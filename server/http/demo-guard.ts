import type { IncomingMessage } from 'node:http';

import { ApplicationError } from '../application/application-error.js';

const HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * The demo is for the person at this machine: a name that only points here (DNS rebinding) and pages of other sites are
 * refused.
 * @throws ApplicationError HOST_NOT_ALLOWED, ORIGIN_NOT_ALLOWED
 */
export function demoGuard({ headers }: Pick<IncomingMessage, 'headers'>): void {
  if (!HOST.test(headers.host ?? '')) throw new ApplicationError('HOST_NOT_ALLOWED');
  if (headers.origin !== undefined && !ORIGIN.test(headers.origin)) throw new ApplicationError('ORIGIN_NOT_ALLOWED');
}
