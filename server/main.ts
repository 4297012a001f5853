import { setMaxListeners } from 'node:events';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

import { pino } from 'pino';

import type { Compiler } from './application/compiler.js';
import { createServices } from './application/create-services.js';
import { createDemoWorlds, type DemoWorlds } from './application/demo/demo-worlds.js';
import { StoreUnavailable } from './application/application-error.js';
import { bringBackWaits } from './application/operations/bring-back-waits.js';
import { createDiagnosis } from './application/operations/diagnose.js';
import { createModels } from './application/models.js';
import { createReadiness } from './application/operations/readiness.js';
import { createPace } from './application/pace.js';
import type { FeedSettings } from './application/feed/feed.js';
import type { Clock, Language, Log, Store } from './application/ports.js';
import type { Services } from './application/services.js';
import { version } from './cli/version.js';
import { guardClock, type TimeSources } from './clock-guard.js';
import { settableClock, systemClock, systemTime } from './clock.js';
import { threadCompiler, type CompilerLimits } from './compiler/thread-compiler.js';
import { ConfigError, packageRoot, readConfig, type Config } from './config.js';
import { createApp, type AppOptions } from './http/create-app.js';
import { listenOnLoopback, type Listening } from './http/listen.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import { webhookSender } from './http/post-webhook.js';
import { renderApiPage } from './pages/api/render-api-page.js';
import { renderDiagnosticsPage } from './pages/diagnostics/render-diagnostics-page.js';
import { renderStartPage } from './pages/start/render-start-page.js';
import { lastBackup } from './sqlite/data-files.js';
import { lockDataFolder, type DataLock } from './sqlite/data-lock.js';
import { openSqlite, type SqliteOptions } from './sqlite/sqlite-store.js';
import { demoWorldStores } from './start/demo-world-stores.js';
import { deployShipped } from './start/deploy-shipped.js';
import { explainPort } from './start/explain-port.js';
import { listPathways } from './start/list-pathways.js';
import { openDataFolder } from './start/open-data-folder.js';
import { openDatabase } from './start/open-database.js';
import { StartError } from './start/start-error.js';
import { createStopper } from './stop-server.js';

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
  const lock = openDataFolder(config.data, lockDataFolder);
  const compiler = threadCompiler(parts.compiler);
  let services: Services | undefined;
  try {
    const drain = new AbortController();
    setMaxListeners(0, drain.signal); // every demo world listens too
    const metrics = createMetrics(drain.signal);
    const store = openDatabase(join(config.data, 'samlop.db'), (file) =>
      openStore({
        ...{ file, migrations, readers: 1, pace: createPace() },
        onBatch: (size, milliseconds) => metrics.commit(size, milliseconds),
      }),
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
    await endLongWaits(services);
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

/** The clock may have been set back by too little to be doubted while the server was down. */
async function endLongWaits(services: Services): Promise<void> {
  try {
    if (!services.clock.guard?.doubt()) await bringBackWaits(services);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error; // readiness tells
  }
}

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

const openWorlds = (main: Services, data: string): DemoWorlds =>
  createDemoWorlds({
    main,
    clock: systemClock,
    sender: webhookSender(),
    createClock: settableClock,
    createStore: demoWorldStores(join(data, 'demo-worlds'), (file) => openSqlite({ file, migrations, durable: false })),
  });

async function listen(
  { port, data }: Config,
  parts: { readonly services: Services; readonly worlds: DemoWorlds; readonly log: Log; readonly metrics: Metrics },
  state: { readonly port: number; readonly isDeployed: boolean },
): Promise<Listening> {
  const { services } = parts;
  const url = (): string => `http://localhost:${state.port}`;
  const startPage = async (language: Language): Promise<string> =>
    renderStartPage(
      { pathways: await listPathways(services, language), people: services.people, url: url() },
      language,
    );
  const isDeployed = (): boolean => state.isDeployed;
  const readiness = createReadiness({ ...services, isDeployed });
  const diagnose = createDiagnosis({ services, version: version(), readiness, lastBackup: () => lastBackup(data) });
  const diagnosticsPage = async (language: Language): Promise<string> =>
    renderDiagnosticsPage(await diagnose(), language);
  const apiPage: AppOptions['apiPage'] = (document, language, search) =>
    renderApiPage({ document, search, url: url() }, language);
  const pages = { startPage, diagnosticsPage, apiPage, assets: join(packageRoot(), 'server', 'pages', 'assets') };
  const app = createApp({ ...parts, ...pages, isDeployed, readiness, diagnose, version: version() });
  return listenOnLoopback(app, port).catch((error: unknown) => {
    throw explainPort(port, error);
  });
}

/**
 * The heap is collected when it has grown by so much. Left to itself it grows fourfold, mostly with requests that are long
 * answered: a quarter of the memory of a busy server.
 */
const HEAP_GROWTH = '--heap-growing-percent=80';

/** `node server/main.js`: one server process, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  process.umask(OWN_USER_ONLY);
  setFlagsFromString(HEAP_GROWTH);
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
