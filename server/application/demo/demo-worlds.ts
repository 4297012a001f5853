import { randomBytes } from 'node:crypto';

import type { Instant } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { createServices } from '../create-services.js';
import { keyedLocks } from '../keyed-locks.js';
import { copyDefinitions } from '../pathways/copy-definitions.js';
import type { Clock, Store, WebhookSender } from '../ports.js';
import type { Services } from '../services.js';

/** A world of its own for trying out: own database, own clock that stands still until it is set. */
export interface DemoWorld {
  readonly id: string;
  readonly services: Services;
  /** Sets the clock forward and does everything that falls due on the way, in due order. @throws ApplicationError CLOCK_NOT_FORWARD */
  setClock(target: Instant): Promise<void>;
}

export interface DemoWorlds {
  /** @throws ApplicationError TOO_MANY_WORLDS */
  open(begins: Instant): Promise<DemoWorld>;
  /** @throws ApplicationError WORLD_NOT_FOUND */
  find(id: string): DemoWorld;
  close(id: string): Promise<void>;
  closeIdle(): Promise<void>;
  closeAll(): Promise<void>;
}

export interface DemoWorldsOptions {
  readonly main: Services;
  /** The real clock, for idleness. */
  readonly clock: Clock;
  /** Sends webhooks, by the real clock too; none where absent. */
  readonly sender?: WebhookSender;
  readonly createClock: (begins: Instant) => Clock & { set(instant: Instant): void };
  /** Opens an empty store; `remove` takes its files away once it is closed. */
  readonly createStore: (id: string) => Promise<{ readonly store: Store; readonly remove: () => Promise<void> }>;
  readonly most?: number;
  /** Milliseconds without a request after which a world is closed. */
  readonly idle?: number;
  /** Moments at which something is due that one setting of a clock may pass. */
  readonly mostMoments?: number;
}

interface Open extends DemoWorld {
  usedAt: Instant;
  readonly remove: () => Promise<void>;
}

export function createDemoWorlds(options: DemoWorldsOptions): DemoWorlds {
  const { clock, most = 20, idle = 30 * 60_000 } = options;
  const worlds = new Map<string, Open>();
  let opening = 0;

  function find(id: string): Open {
    const world = worlds.get(id);
    if (!world) throw new ApplicationError('WORLD_NOT_FOUND');
    world.usedAt = clock.now();
    return world;
  }

  async function close(id: string): Promise<void> {
    const world = find(id);
    worlds.delete(id);
    await world.services.webhooks.stop();
    await world.services.feed.close();
    await world.services.handout.stop();
    await world.services.work.stop();
    await world.services.store.close();
    await world.remove();
  }

  return {
    find,
    close,
    async open(begins) {
      if (worlds.size + opening >= most) throw new ApplicationError('TOO_MANY_WORLDS', { details: { most } });
      opening += 1;
      try {
        const world = await createWorld(options, begins);
        worlds.set(world.id, world);
        return world;
      } finally {
        opening -= 1;
      }
    },
    async closeIdle() {
      const before = clock.now() - idle;
      for (const { id, usedAt } of [...worlds.values()]) if (usedAt < before) await close(id);
    },
    async closeAll() {
      for (const id of [...worlds.keys()]) await close(id);
    },
  };
}

async function createWorld(
  { main, clock, sender, createClock, createStore, mostMoments = 50_000 }: DemoWorldsOptions,
  begins: Instant,
): Promise<Open> {
  const id = randomBytes(9).toString('base64url');
  const worldClock = createClock(begins);
  const { store, remove } = await createStore(id);
  const services = createServices({
    store,
    clock: worldClock,
    log: main.log,
    models: main.models,
    steps: main.steps,
    work: 'stepped',
    drain: main.drain,
    ...(sender && { outside: { sender, clock } }),
  });
  await copyDefinitions(main, services);
  const locks = keyedLocks<'clock'>();
  return {
    id,
    services,
    remove,
    usedAt: clock.now(),
    async setClock(target) {
      await locks.run('clock', () => moveClock(services, worldClock, target, mostMoments));
      services.handout.wake();
    },
  };
}

async function moveClock(
  { store, work }: Services,
  clock: Clock & { set(instant: Instant): void },
  target: Instant,
  most: number,
): Promise<void> {
  if (target < clock.now()) throw new ApplicationError('CLOCK_NOT_FORWARD');
  await work.settle();
  for (let moments = 0; ; moments++) {
    if (moments >= most) throw new ApplicationError('WORK_NOT_FINISHED');
    const next = await store.nextAttemptAt();
    if (next === null || next > target) break;
    clock.set(Math.max(next, clock.now()));
    await work.settle();
  }
  clock.set(target);
  await work.settle();
}
