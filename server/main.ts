import { setMaxListeners } from 'node:events';
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { pino } from 'pino';

import type { Compiler } from './application/compiler.js';
import { createServices } from './application/create-services.js';
import { createDemoWorlds, type DemoWorlds } from './application/demo/demo-worlds.js';
import { createDiagnosis } from './application/operations/diagnose.js';
import { createModels } from './application/models.js';
import { createReadiness } from './application/operations/readiness.js';
import type { FeedSettings } from './application/feed/feed.js';
import { describeRefusal } from './application/describe-refusal.js';
import { deployPathway } from './application/pathways/deploy-pathway.js';
import { searchDefinitions } from './application/pathways/read-definition.js';
import type { Clock, FormSchema, Language, Log, Store, Texts } from './application/ports.js';
import { SYSTEM, type Services } from './application/services.js';
import type { PathwayFolder } from './cli/library/pathway-folder.js';
import { findPathways } from './cli/library/find-pathways.js';
import { version } from './cli/version.js';
import { guardClock, type TimeSources } from './clock-guard.js';
import { settableClock, systemClock, systemTime } from './clock.js';
import { threadCompiler, type CompilerLimits } from './compiler/thread-compiler.js';
import { ConfigError, packageRoot, readConfig, type Config } from './config.js';
import { createApp, type AppOptions } from './http/create-app.js';
import { listenOnLoopback, type Listening } from './http/listen.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import { renderDiagnosticsPage } from './pages/diagnostics/render-diagnostics-page.js';
import { webhookSender } from './http/post-webhook.js';
import { renderApiPage } from './pages/api/render-api-page.js';
import { renderStartPage } from './pages/start/render-start-page.js';
import { createStopper } from './stop-server.js';
import { lastBackup } from './sqlite/data-files.js';
import { lockDataFolder, type DataLock } from './sqlite/data-lock.js';
import { openSqlite, type SqliteOptions } from './sqlite/sqlite-store.js';

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Refuses new requests, finishes what is under way, closes the database, and lets the data folder go. */
  stop(): Promise<void>;
  /** Cuts short what `stop` waits for. */
  hasten(): void;
}

/** What tests may replace. */
export interface ServerParts {
  readonly log?: Log;
  /** Instead of the machine's; nobody doubts it. */
  readonly clock?: Clock;
  /** Instead of the machine's, and guarded as those are. */
  readonly time?: TimeSources;
  /** Opens the server's own store; those of demo worlds are opened as ever. */
  readonly openStore?: (options: SqliteOptions) => Store;
  readonly feed?: Partial<FeedSettings>;
  /** People's commands that may be under way together. */
  readonly mostCommands?: number;
  readonly compiler?: Partial<CompilerLimits>;
}

/** Thrown when the server cannot start; the message is for the person who starts it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const MINUTE = 60_000;
/** What is written concerns patients: no other user of the machine reads it. */
const OWN_USER_ONLY = 0o077;
/** Ctrl-C reaches the process from the terminal and once more from `npm start`. */
const SAME_KEYSTROKE = 500;
const migrations = join(packageRoot(), 'server', 'sqlite', 'migrations');

/**
 * Wires and starts one server: data folder, store, HTTP, shipped pathways, and what became due meanwhile.
 * @throws StartError when the data cannot be opened or the port is taken
 */
export async function startServer(config: Config, parts: ServerParts = {}): Promise<RunningServer> {
  const { log = logTo(config.logLevel), openStore = openSqlite, mostCommands } = parts;
  const feed = { ...config.feed, ...parts.feed };
  const lock = openDataFolder(config.data);
  const compiler = threadCompiler(parts.compiler);
  let services: Services | undefined;
  try {
    const drain = new AbortController();
    setMaxListeners(0, drain.signal); // every demo world listens too
    const metrics = createMetrics(drain.signal);
    const store = opened(join(config.data, 'samlop.db'), (options) =>
      openStore({ ...options, onBatch: (size, milliseconds) => metrics.commit(size, milliseconds) }),
    );
    const clock = parts.clock ?? (await guardedClock(store, log, parts.time));
    const outside = { sender: webhookSender(), clock };
    services = createServices({
      store,
      clock,
      log,
      models: createModels(compiler),
      drain: drain.signal,
      retention: config.retention,
      feed,
      outside,
      ...(mostCommands && { mostCommands }),
    });
    const worlds = openWorlds(services, config.data);
    const state = { port: config.port, isDeployed: false };
    const listening = await listen(config, { services, worlds, log, metrics }, state);
    state.port = listening.port;
    await deployShipped(services, config.pathways);
    state.isDeployed = true;
    services.work.wake();
    services.feed.start();
    await services.webhooks.start();
    return running(config, { listening, services, worlds, compiler, lock, drain });
  } catch (error) {
    await services?.webhooks.stop();
    await services?.feed.close();
    await services?.work.stop();
    await compiler.close();
    await services?.store.close();
    lock.release();
    throw error;
  }
}

const guardedClock = async (store: Store, log: Log, time: TimeSources = systemTime): Promise<Clock> =>
  guardClock(time, {
    lastSeen: await store.lastTime(),
    doubted: await store.clockDoubt(),
    onDoubt({ code, jumpMs }) {
      log.error({ code, jumpMs }, 'the clock is in doubt: timers wait until it is confirmed');
      store.keepClockDoubt(jumpMs).catch(() => undefined); // readiness tells
    },
  });

/** Lines are written at once, so that they stand in the terminal in the order in which things happened. */
const logTo = (level: string): Log => pino({ level, base: null }, pino.destination({ fd: 1, sync: true }));

interface Parts {
  readonly listening: Listening;
  readonly services: Services;
  readonly worlds: DemoWorlds;
  readonly compiler: Compiler;
  readonly lock: DataLock;
  readonly drain: AbortController;
}

function running(
  { drain: times }: Config,
  { listening, services, worlds, compiler, lock, drain }: Parts,
): RunningServer {
  const closing = setInterval(() => {
    void worlds.closeIdle();
    services.store.keepTime(services.clock.now()).catch(() => undefined); // readiness tells
  }, MINUTE).unref();
  const stopper = createStopper({
    ...times,
    drain,
    services,
    closeListening: (timeout, hasten) => listening.close(timeout, hasten),
    closeRest: async () => {
      clearInterval(closing);
      await services.webhooks.stop();
      await services.feed.close();
      await worlds.closeAll();
      await compiler.close();
      await services.store.close();
      lock.release();
    },
  });
  return { url: `http://localhost:${listening.port}`, port: listening.port, ...stopper };
}

function openDataFolder(folder: string): DataLock {
  try {
    makeFolder(folder);
    return lockDataFolder(folder);
  } catch (error) {
    if (error instanceof Error && error.message === 'DATA_IN_USE') {
      throw new StartError(
        `The data in ${folder} is in use by another Samløp server. Stop that one, or set SAMLOP_DATA to another folder.`,
      );
    }
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The data folder ${folder} cannot be opened (${reasonOf(error)}). Set SAMLOP_DATA to a folder that can be written.`,
    );
  }
}

/** One level after the other: where nothing can be made, as in /proc, that is an error at once. */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  let there = folder;
  for (; !existsSync(there); there = dirname(there)) missing.unshift(there);
  if (!statSync(there).isDirectory())
    throw new StartError(`SAMLOP_DATA is to be a folder, but ${there} is a file. Set it to another folder.`);
  for (const level of missing) mkdirSync(level);
}

function opened(file: string, open: (options: SqliteOptions) => Store): Store {
  try {
    return open({ file, migrations, readers: 1 });
  } catch (error) {
    throw new StartError(
      `The database ${file} cannot be opened: ${error instanceof Error ? error.message : 'unknown'}.`,
    );
  }
}

/** Databases of demo worlds are temporary: what a crash has left of them is removed. */
function openWorlds(main: Services, data: string): DemoWorlds {
  const folder = join(data, 'demo-worlds');
  rmSync(folder, { recursive: true, force: true });
  return createDemoWorlds({
    main,
    clock: systemClock,
    sender: webhookSender(),
    createClock: settableClock,
    createStore: async (id) => {
      const own = join(folder, id);
      mkdirSync(own, { recursive: true });
      return {
        store: openSqlite({ file: join(own, 'world.db'), migrations, durable: false }),
        remove: async () => rmSync(own, { recursive: true, force: true }),
      };
    },
  });
}

async function listen(
  { port, data }: Config,
  parts: { readonly services: Services; readonly worlds: DemoWorlds; readonly log: Log; readonly metrics: Metrics },
  state: { readonly port: number; readonly isDeployed: boolean },
): Promise<Listening> {
  const { services } = parts;
  const startPage = (language: Language): Promise<string> =>
    startPageOf(services, `http://localhost:${state.port}`, language);
  const isDeployed = (): boolean => state.isDeployed;
  const readiness = createReadiness({ ...services, isDeployed });
  const diagnose = createDiagnosis({ services, version: version(), readiness, lastBackup: () => lastBackup(data) });
  const diagnosticsPage = async (language: Language): Promise<string> =>
    renderDiagnosticsPage(await diagnose(), language);
  const apiPage: AppOptions['apiPage'] = (document, language, search) =>
    renderApiPage({ document, search, url: `http://localhost:${state.port}` }, language);
  const pages = { startPage, diagnosticsPage, apiPage, assets: join(packageRoot(), 'server', 'pages', 'assets') };
  try {
    return await listenOnLoopback(
      createApp({ ...parts, ...pages, isDeployed, readiness, diagnose, version: version() }),
      port,
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${port} is taken by another program. Stop that one, or set PORT to another number.`);
    if (code === 'EACCES')
      throw new StartError(`Port ${port} may not be used by this user. Set PORT to a number from 1024 up.`);
    throw error;
  }
}

async function startPageOf(services: Services, url: string, language: Language): Promise<string> {
  const { items } = await searchDefinitions(services, { isLatestVersion: true }, { limit: 1000 });
  const pathways = items.map(({ processDefinitionId: processId, name, version, texts, starts }) => {
    const description = texts[language]?.description ?? texts.nb?.description;
    const startedBy = starts.some(({ kind }) => kind === 'none')
      ? undefined
      : starts.find(({ kind }) => kind === 'message')?.name;
    return {
      processId,
      name: texts[language]?.name ?? name,
      version,
      ...(description !== undefined && { description }),
      ...(startedBy !== undefined && { startedBy }),
    };
  });
  return renderStartPage({ pathways, people: services.people, url }, language);
}

/** Deploys the shipped pathways; one that is faulty is left out and named in the log. */
async function deployShipped(services: Services, path: string): Promise<void> {
  for (const folder of await shippedPathways(services.log, path)) {
    for (const diagram of folder.diagrams) {
      try {
        const { definitions } = await deployPathway(
          services,
          { by: SYSTEM.deployment },
          {
            name: folder.id,
            bpmn: diagram.text,
            ...partsOf(folder),
          },
        );
        for (const { processId, version, isNew } of definitions)
          services.log.info({ processId, version, isNew }, 'deployed');
      } catch (error) {
        const refusal = describeRefusal(error);
        if (!refusal) throw error;
        const first = refusal.diagnostics?.find(({ severity }) => severity === 'error');
        services.log.error(
          { pathway: folder.id, code: refusal.code, diagnostic: first?.code, element: first?.elementId },
          'a pathway was not deployed',
        );
      }
    }
  }
}

async function shippedPathways(log: Log, path: string): Promise<readonly PathwayFolder[]> {
  try {
    return await findPathways([path]);
  } catch {
    log.warn({}, 'no shipped pathways were found');
    return [];
  }
}

function partsOf(folder: PathwayFolder): {
  forms: Record<string, FormSchema>;
  decisions: readonly string[];
  texts: Texts;
} {
  const valuesOf = (files: PathwayFolder['forms']) =>
    Object.fromEntries(Object.entries(files).map(([id, file]) => [id, file.value]));
  return {
    forms: valuesOf(folder.forms),
    decisions: folder.decisions.map((file) => file.text),
    texts: valuesOf(folder.texts),
  };
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'unknown');

/** `node server/main.js`: one server process, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  process.umask(OWN_USER_ONLY);
  const server = await startServer(readConfig(process.env));
  let askedAt: number | undefined;
  const stop = (): void => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > SAME_KEYSTROKE) server.hasten();
      return;
    }
    askedAt = performance.now();
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdout.write(`\nSamløp is ready: ${server.url} (Ctrl-C stops it)\n\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  main().catch((error: unknown) => {
    const told = error instanceof ConfigError || error instanceof StartError;
    process.stderr.write(
      told
        ? `${error.message}\n`
        : `The server could not start: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  });
}
