import { createAdmission } from './admission.js';
import { demoPeople } from './demo/demo-people.js';
import { createFeed, type FeedSettings } from './feed/feed.js';
import { createJobHandout, type JobHandout } from './jobs/job-handout.js';
import { keyedLocks } from './keyed-locks.js';
import { createSteps, type Steps } from './long-steps.js';
import { createModels, type Models } from './models.js';
import type { Clock, Log, Store } from './ports.js';
import type { Services } from './services.js';
import { noDelivery, webhookDelivery, type DeliveryOptions } from './webhooks/deliver-webhooks.js';
import { keepForEver, type Retention } from './work/retire-instances.js';
import { liveWorkLoop, steppedWorkLoop } from './work/work-loop.js';

export interface ServicesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared between the worlds of one server. */
  readonly models?: Models;
  /** Shared between them too: they run on the same thread. */
  readonly steps?: Steps;
  /** `live`: due work is done as time goes by; `stepped`: only when asked. */
  readonly work?: 'live' | 'stepped';
  /** Told when the server is asked to stop; never, where absent. */
  readonly drain?: AbortSignal;
  readonly feed?: Partial<FeedSettings>;
  /** People's commands that may be under way together. */
  readonly mostCommands?: number;
  /** How webhooks are sent, and the time outside; none is sent where absent. */
  readonly outside?: Pick<DeliveryOptions, 'sender' | 'clock'>;
  /** For ever, where absent. */
  readonly retention?: Retention;
}

/** Wires what the use cases need; nothing runs until the work loop is woken. */
export function createServices({
  store,
  clock,
  log,
  models = createModels(),
  steps = createSteps(),
  work = 'live',
  drain = new AbortController().signal,
  feed,
  outside,
  mostCommands,
  retention = keepForEver,
}: ServicesOptions): Services {
  const handout = createJobHandout(() => services, { live: work === 'live', drain });
  const services: Services = {
    store: tellingOfJobs(store, handout),
    clock,
    log,
    models,
    steps,
    drain,
    retention,
    locks: keyedLocks(),
    admission: createAdmission(mostCommands),
    people: demoPeople,
    feed: createFeed({ store, clock, drain, ...(feed && { settings: feed }) }),
    webhooks: outside ? webhookDelivery({ of: () => services, ...outside }) : noDelivery(clock),
    work: work === 'live' ? liveWorkLoop(() => services) : steppedWorkLoop(() => services),
    handout,
  };
  return services;
}

/** Whatever commits a change that opens jobs: workers who wait for their topics hear of it. */
function tellingOfJobs(store: Store, handout: JobHandout): Store {
  return {
    ...store,
    async commit(change) {
      const outcome = await store.commit(change);
      if (outcome.kind === 'committed' && change.jobsOpened?.length)
        handout.wake(new Set(change.jobsOpened.map(({ topic }) => topic)));
      return outcome;
    },
  };
}
