import type { SignalDelivery } from '../ports.js';
import { runCommand } from '../run-command.js';
import { SYSTEM, type Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { attempt } from './attempt.js';

/** Brings signals to those that listened when they were broadcast. @returns how many deliveries were tried */
export async function deliverSignals(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
): Promise<number> {
  const deliveries = await services.store.signalDeliveries(services.clock.now(), limit);
  for (const delivery of deliveries) {
    const { deliveryKey, attempts } = delivery;
    await attempt(services, {
      what: { kind: 'signal', deliveryKey },
      attempts,
      moot: ['SUBSCRIPTION_NOT_FOUND', 'INSTANCE_ENDED', 'START_NOT_FOUND', 'PROCESS_NOT_FOUND'],
      do: () =>
        delivery.instanceKey === null
          ? startBy(services, delivery)
          : deliverTo(services, delivery, delivery.instanceKey),
    });
    await afterEach();
  }
  return deliveries.length;
}

function deliverTo(
  services: Services,
  { deliveryKey, name, variables }: SignalDelivery,
  instanceKey: number,
): Promise<void> {
  const by = SYSTEM.delivery;
  return runCommand(services, { by }, instanceKey, ({ now }) => ({
    command: { type: 'BroadcastSignal', name, variables: variables, now, by },
    change: { taken: { kind: 'signal', deliveryKey } },
    answer: undefined,
  }));
}

async function startBy(services: Services, { deliveryKey, name, variables, processId }: SignalDelivery): Promise<void> {
  const starts = await services.store.eventStarts('signal', name);
  const start = starts.find((one) => one.processId === processId);
  const definition = start && (await services.store.definition(start.definitionKey));
  if (!definition) return services.store.removeStale({ kind: 'signal', deliveryKey });
  await startInstance(
    services,
    { by: SYSTEM.delivery },
    {
      definition,
      element: start.element,
      variables: variables,
      taken: { kind: 'signal', deliveryKey },
    },
  );
}
