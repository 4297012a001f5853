import type { NextFunction, Request, Response } from 'express';

import { ApplicationError } from '../application/application-error.js';

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The demo is for the person at this machine: a name that only points here (DNS rebinding) and pages of other sites are
 * refused.
 * @throws ApplicationError HOST_NOT_ALLOWED, ORIGIN_NOT_ALLOWED
 */
export function demoGuard(request: Request, _response: Response, next: NextFunction): void {
  if (!isLocal(`http://${request.get('Host') ?? ''}`)) throw new ApplicationError('HOST_NOT_ALLOWED');
  const origin = request.get('Origin');
  if (origin !== undefined && !isLocal(origin)) throw new ApplicationError('ORIGIN_NOT_ALLOWED');
  next();
}

function isLocal(url: string): boolean {
  try {
    return LOCAL.has(new URL(url).hostname);
  } catch {
    return false;
  }
}
