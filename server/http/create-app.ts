import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';

import { ApplicationError, StoreUnavailable } from '../application/application-error.js';
import type { DemoWorlds } from '../application/demo/demo-worlds.js';
import type { Diagnosis } from '../application/operations/diagnose.js';
import type { Readiness } from '../application/operations/readiness.js';
import type { Language, Log } from '../application/ports.js';
import type { Services } from '../application/services.js';
import { describeApi } from './api-routes.js';
import type { OpenApi } from './contract/open-api.js';
import { demoGuard } from './demo-guard.js';
import { drainGate, onlyWhileServing } from './drain-gate.js';
import { health, readiness } from './health.js';
import { languageOf } from './language.js';
import type { Metrics } from './metrics.js';
import { mountRoutes } from './mount-routes.js';
import { newRequestId, toProblem } from './problem.js';
import { retryAfter, waitOf } from './retry-after.js';

export interface AppOptions {
  readonly services: Services;
  readonly worlds: DemoWorlds;
  readonly log: Log;
  readonly isDeployed: () => boolean;
  readonly readiness: () => Promise<Readiness>;
  /** The start page in a language. */
  readonly startPage: (language: Language) => Promise<string>;
  readonly metrics: Metrics;
  readonly diagnose: () => Promise<Diagnosis>;
  /** The diagnostics page in a language. */
  readonly diagnosticsPage: (language: Language) => Promise<string>;
  /** The contract for reading, in a language; only what is looked for, unless that is empty. */
  readonly apiPage: (document: OpenApi, language: Language, search: string) => string;
  /** Folder of files that pages load from `/assets/`. */
  readonly assets: string;
  /** Of the package. */
  readonly version: string;
}

/** The whole HTTP side of the server. */
export function createApp(options: AppOptions): Express {
  const { services, worlds, version } = options;
  const { ofServer, ofWorld, document } = describeApi(worlds, version);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('env', 'production'); // an answer never shows a stack
  app.set('case sensitive routing', true);
  const serving = onlyWhileServing(services.drain, options.isDeployed);
  const enter = (response: Response): void => {
    serving();
    response.setHeader('Cache-Control', 'no-store');
  };
  app.use(helmet(POLICY), frontDoor(options));
  app.use(mountRoutes({ services, ofServer, ofWorld, findWorld: (id) => worlds.find(id), enter }));
  app.get('/healthz', health);
  app.get('/readyz', readiness(options.readiness));
  app.get('/metrics', metricsText(options));
  app.all(['/healthz', '/readyz', '/metrics'], onlyRead);
  app.use((_request, response, next) => {
    enter(response);
    next();
  });
  app.get('/', page('/', options.startPage));
  app.get('/diagnostics', page('/diagnostics', options.diagnosticsPage));
  app.get(
    '/api',
    page('/api', async (language, request) => options.apiPage(document, language, searchIn(request))),
  );
  app.all(['/', '/diagnostics', '/api'], onlyRead);
  app.use('/assets', express.static(options.assets, { index: false, redirect: false, fallthrough: true }));
  app.use(() => {
    throw new ApplicationError('ROUTE_NOT_FOUND');
  });
  app.use(answerProblem(options.log));
  return app;
}

const SELF = ["'self'"];
const NONE = ["'none'"];

/** Everything from ourselves, nothing inline, no frames. */
export const POLICY = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: SELF,
      scriptSrc: SELF,
      styleSrc: SELF,
      imgSrc: ["'self'", 'data:'],
      fontSrc: SELF,
      connectSrc: SELF,
      objectSrc: NONE,
      baseUri: NONE,
      formAction: SELF,
      frameAncestors: NONE,
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
} as const;

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What every request goes through first, in one layer: Express looks at each layer anew for each request. */
function frontDoor(options: AppOptions) {
  const identify = identifier(options);
  const watch = drainGate(options.services.drain);
  return (request: Request, response: Response, next: NextFunction): void => {
    identify(request, response);
    watch(response);
    demoGuard(request);
    next();
  };
}

/** Names each request, and says when it is done what became of it: codes and ids, never what was sent. */
function identifier({ log, metrics }: AppOptions) {
  return (request: Request, response: Response): void => {
    const requestId = newRequestId();
    const began = performance.now();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    response.on('finish', () => {
      const { statusCode: status } = response;
      const { route = 'unknown', code, cause } = response.locals as { route?: string; code?: string; cause?: string };
      const ms = performance.now() - began;
      metrics.request(request.method, route, code ?? (status < 400 ? 'ok' : String(status)), ms);
      const entry = {
        requestId,
        method: request.method,
        route,
        status,
        ms: Math.round(ms),
        ...(code && { code }),
        ...(cause && { cause }),
      };
      if (status >= 500) log.warn(entry, 'request');
      else if (status >= 400) log.info(entry, 'request');
      else if (!READS.has(request.method)) log.debug(entry, 'request');
    });
  };
}

function onlyRead(_request: Request, response: Response): void {
  response.set('Allow', [...READS].join(', '));
  throw new ApplicationError('METHOD_NOT_ALLOWED');
}

/** Stays open while the server drains: that is when somebody looks. */
function metricsText({ metrics, diagnose }: AppOptions) {
  return async (_request: Request, response: Response): Promise<void> => {
    response.locals['route'] = '/metrics';
    const text = await metrics.text(await diagnose());
    response.set('Cache-Control', 'no-store').set('Content-Type', metrics.contentType).send(text);
  };
}

/** A page in the language that is asked for, else in that of the browser. */
const MOST_SEARCHED = 100;

function searchIn(request: Request): string {
  const asked = request.query['q'];
  return typeof asked === 'string' ? asked.trim().slice(0, MOST_SEARCHED) : '';
}

function page(route: string, render: (language: Language, request: Request) => Promise<string>) {
  return async (request: Request, response: Response): Promise<void> => {
    response.locals['route'] = route;
    const asked = request.query['lang'];
    const language = asked === 'nb' || asked === 'nn' || asked === 'en' ? asked : languageOf(request);
    response
      .vary('Accept-Language')
      .set('Content-Language', language)
      .type('html')
      .send(await render(language, request));
  };
}

/** Another server takes over at once; the client is only not to come back to this one. */
const DRAINING = '2';
const LATER: ReadonlySet<number> = new Set([429, 503]);

function answerProblem(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error, languageOf(request), String(response.locals['requestId']), log);
    response.locals['code'] = problem.code;
    if (error instanceof StoreUnavailable) response.locals['cause'] = error.reason;
    if (problem.code === 'DRAINING') response.set('Retry-After', DRAINING);
    else if (LATER.has(problem.status)) response.set('Retry-After', String(retryAfter(waitOf(error))));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
