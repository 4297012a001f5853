import type { Request, Response } from 'express';

import type { Readiness } from '../application/operations/readiness.js';

/** The process lives and answers. Looks at nothing else, so that a sick store is no reason to kill it. */
export function health(_request: Request, response: Response): void {
  response.set('Cache-Control', 'no-store').locals['route'] = '/healthz';
  response.json({ status: 'alive' });
}

/** Whether requests are to be sent here: 200, or 503 with what is missing. */
export const readiness =
  (look: () => Promise<Readiness>) =>
  async (_request: Request, response: Response): Promise<void> => {
    response.set('Cache-Control', 'no-store').locals['route'] = '/readyz';
    const seen = await look();
    if (seen.status !== 'ready') response.status(503).set('Retry-After', '2');
    response.json(seen);
  };
