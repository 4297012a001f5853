import { DeliveryDone } from '../application-error.js';
import type { SignalDelivery } from '../ports.js';
import { runCommand } from '../run-command.js';
import { SYSTEM, type Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { attempt } from './attempt.js';
import { CHAIN_TOO_LONG, isTooLong } from './chain.js';
import { DELIVERIES_AT_ONCE } from './deliver-messages.js';
import { inParallel } from './in-parallel.js';
import { refusalOf } from './refusal.js';

/** Writes down more of those to whom signals are to be brought. @returns how many slices: one, or none when all are there */
export const spreadSignals = async ({ store }: Services): Promise<number> => ((await store.spreadSignals()) ? 1 : 0);

/** Brings signals to those that listened when they were broadcast. @returns how many deliveries were tried */
export async function deliverSignals(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
  width = DELIVERIES_AT_ONCE,
): Promise<number> {
  const deliveries = await services.store.signalDeliveries(services.clock.now(), limit);
  await inParallel(byTarget(deliveries), width, async (toOne) => {
    for (const delivery of toOne) {
      const { deliveryKey, attempts } = delivery;
      await attempt(services, {
        what: { kind: 'signal', deliveryKey },
        attempts,
        moot: ['SUBSCRIPTION_NOT_FOUND', 'INSTANCE_ENDED', 'START_NOT_FOUND', 'PROCESS_NOT_FOUND'],
        do: () => deliver(services, delivery),
      });
      await afterEach();
    }
  });
  return deliveries.length;
}

/** What goes to one instance, or starts one process, goes there in the order of broadcast. */
function byTarget(deliveries: readonly SignalDelivery[]): readonly (readonly SignalDelivery[])[] {
  const targets = new Map<number | string | null, SignalDelivery[]>();
  for (const one of deliveries) {
    const target = one.instanceKey ?? one.processId;
    targets.set(target, [...(targets.get(target) ?? []), one]);
  }
  return [...targets.values()];
}

/** What its receiver refuses for its content is set aside; the other receivers have it all the same. */
async function deliver(services: Services, delivery: SignalDelivery): Promise<void> {
  const { deliveryKey, instanceKey, chain } = delivery;
  if (isTooLong(chain)) return setAside(services, deliveryKey, CHAIN_TOO_LONG);
  try {
    if (instanceKey === null) await startBy(services, delivery);
    else await deliverTo(services, delivery, instanceKey);
  } catch (error) {
    if (error instanceof DeliveryDone) return;
    await setAside(services, deliveryKey, refusalOf(error));
  }
}

async function setAside({ store, clock, log }: Services, deliveryKey: number, code: string): Promise<void> {
  await store.refuseDelivery(deliveryKey, clock.now(), code);
  log.warn({ deliveryKey, code }, 'a signal was refused and is kept aside');
}

function deliverTo(
  services: Services,
  { deliveryKey, name, variables, chain }: SignalDelivery,
  instanceKey: number,
): Promise<void> {
  const by = SYSTEM.delivery;
  return runCommand(services, { by, chain }, instanceKey, ({ now }) => ({
    command: { type: 'BroadcastSignal', name, variables, now, by },
    change: { taken: { kind: 'signal', deliveryKey } },
    answer: undefined,
  }));
}

async function startBy(
  services: Services,
  { deliveryKey, name, variables, processId, chain }: SignalDelivery,
): Promise<void> {
  const starts = await services.store.eventStarts('signal', name);
  const start = starts.find((one) => one.processId === processId);
  const definition = start && (await services.store.definition(start.definitionKey));
  if (!definition) return services.store.removeStale({ kind: 'signal', deliveryKey });
  await startInstance(
    services,
    { by: SYSTEM.delivery, chain },
    { definition, element: start.element, variables, taken: { kind: 'signal', deliveryKey } },
  );
}
