import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type Database from 'better-sqlite3';

import type { Instant } from '../../../engine/index.js';
import { createServices } from '../../../server/application/create-services.js';
import { createDemoWorlds, type DemoWorlds } from '../../../server/application/demo/demo-worlds.js';
import { deployPathway } from '../../../server/application/pathways/deploy-pathway.js';
import type { FormSchema, Log } from '../../../server/application/ports.js';
import { SYSTEM, type Services } from '../../../server/application/services.js';
import type { PathwayFolder } from '../../../server/cli/library/pathway-folder.js';
import { settableClock, systemClock } from '../../../server/clock.js';
import { packageRoot } from '../../../server/config.js';
import { createApp, type AppOptions } from '../../../server/http/create-app.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import type { OpenStore } from '../faults.js';
import { Process, WritingMethods, type Plan } from './dying-store.js';

const migrations = join(packageRoot(), 'server', 'sqlite', 'migrations');
const nothing = (): void => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A world that keeps its file, its clock and its address while its process dies and another goes on. */
export interface CrashingWorld {
  readonly baseUrl: string;
  readonly writes: number;
  readonly crashes: number;
  /** Whether the process has died since it was opened: then no answer has left it, whatever came. */
  readonly isDead: boolean;
  /** Another process on the same file, at the moment at which the clock stands. */
  goOn(): Promise<void>;
  close(): Promise<void>;
}

export interface CrashingServer {
  open(begins: Instant, plan: Plan): Promise<CrashingWorld>;
  close(): Promise<void>;
}

/**
 * A real HTTP server over worlds whose processes die; the library is deployed once and copied with its file.
 * Nothing is synced here: what dies is the process, not the machine.
 */
export async function crashingServer(
  library: readonly PathwayFolder[],
  openStore: OpenStore = openSqlite,
): Promise<CrashingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-crash-'));
  const template = join(folder, 'template.db');
  const methods = new WritingMethods();
  const main = await deployed(template, library);
  let current: OneWorld | undefined;
  const facade = {
    find: (id: string) => {
      if (!current) throw new Error('no world is open');
      return current.find(id);
    },
  } as unknown as DemoWorlds;
  const app = createApp(
    onlyWorlds({ services: main, worlds: facade, log: silent, isDeployed: () => true, assets: folder }),
  );
  const listening = createServer(app);
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  let opened = 0;
  return {
    async open(begins, plan) {
      const file = join(folder, `world-${(opened += 1)}.db`);
      copyFileSync(template, file);
      current = new OneWorld(main, file, plan, openStore, methods, `http://127.0.0.1:${port}`);
      await current.begin(begins);
      return current;
    },
    async close() {
      listening.closeAllConnections();
      listening.close();
      await main.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What these worlds have no use for (metrics, pages, …) does nothing. */
function onlyWorlds(used: Partial<AppOptions>): AppOptions {
  const quiet: unknown = new Proxy(nothing, { get: () => quiet, apply: () => undefined });
  return new Proxy(used, {
    get: (_, name) => (Object.hasOwn(used, name) ? used[name as keyof AppOptions] : quiet),
  }) as AppOptions;
}

async function deployed(file: string, library: readonly PathwayFolder[]): Promise<Services> {
  const template = createServices({
    store: openSqlite({ file, migrations, durable: false }),
    clock: systemClock,
    log: silent,
    work: 'stepped',
  });
  for (const folder of library) {
    for (const { text } of folder.diagrams) {
      await deployPathway(
        template,
        { by: SYSTEM.deployment },
        {
          name: folder.id,
          bpmn: text,
          forms: values<FormSchema>(folder.forms),
          decisions: folder.decisions.map((decision) => decision.text),
          texts: values(folder.texts),
        },
      );
    }
  }
  await template.store.close();
  const again = openSqlite({ file, migrations, durable: false });
  return createServices({ store: again, clock: systemClock, log: silent, models: template.models, work: 'stepped' });
}

const values = <T>(files: Readonly<Record<string, { readonly value: unknown }>>): Record<string, T> =>
  Object.fromEntries(Object.entries(files).map(([id, { value }]) => [id, value as T]));

class OneWorld implements CrashingWorld {
  readonly baseUrl: string;
  writes = 0;
  crashes = 0;
  private worlds: DemoWorlds | undefined;
  private id = '';
  private process: Process | undefined;
  private clock: ReturnType<typeof settableClock> | undefined;

  constructor(
    private readonly main: Services,
    private readonly file: string,
    private readonly plan: Plan,
    private readonly openStore: OpenStore,
    private readonly methods: WritingMethods,
    origin: string,
  ) {
    this.baseUrl = `${origin}/demo/worlds/one`;
  }

  get isDead(): boolean {
    return this.process?.dead === true;
  }

  find(_id: string) {
    if (!this.worlds) throw new Error('the world is closed');
    return this.worlds.find(this.id);
  }

  async begin(begins: Instant): Promise<void> {
    let isDeployed = false;
    let changes = (): number => 0;
    const onOpen = (db: Database.Database): void => {
      const count = db.prepare<[], number>('SELECT total_changes()').pluck();
      changes = () => (db.open ? (count.get() ?? 0) : 0);
    };
    const onWrite = (what: string) => {
      if (!isDeployed) return undefined;
      this.writes += 1;
      return this.plan(this.writes, what);
    };
    const process = new Process(this.methods, () => changes(), onWrite);
    this.process = process;
    this.worlds = createDemoWorlds({
      main: this.main,
      clock: systemClock,
      createClock: (at) => (this.clock = settableClock(at)),
      createStore: async () => ({
        store: process.holding(this.openStore({ file: this.file, migrations, durable: false, onOpen })),
        remove: async () => undefined,
      }),
      idle: Infinity,
    });
    this.id = (await this.worlds.open(begins)).id;
    isDeployed = true;
  }

  async goOn(): Promise<void> {
    const now = this.clock?.now() ?? 0;
    this.crashes += 1;
    await this.worlds?.closeAll();
    await this.begin(now);
  }

  async close(): Promise<void> {
    await this.worlds?.closeAll();
    for (const end of ['', '-wal', '-shm']) rmSync(this.file + end, { force: true });
  }
}
