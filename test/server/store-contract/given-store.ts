import type { InstanceState } from '../../../engine/index.js';
import type { Change, NewDeployment, NewMessage, StateRow, Store, Waiting } from '../../../server/application/ports.js';
import { stateRow } from '../../../server/application/state-row.js';

/** Trouble that a store can be put into, and out of again. */
export interface Fault {
  begin(): void;
  end(): void;
}

export interface OpenedStore {
  readonly store: Store;
  /** What the unavailability rules need of a store on a disk. */
  readonly faults?: Readonly<Record<'full' | 'readOnly' | 'locked', Fault>>;
}

/** Opens a store on a folder: an empty one, or the same again. */
export type OpenStore = (folder: string) => Promise<OpenedStore>;

/** A store with the processes P and Q deployed. */
export interface GivenStore {
  readonly store: Store;
  readonly faults: OpenedStore['faults'];
  /** Closes the store and opens it again on the same folder. */
  reopen(): Promise<void>;
  close(): Promise<void>;
  /** A running instance of P at revision 1. @returns its key */
  instance(more?: Partial<Change> | ((own: number) => Partial<Change>), process?: string): Promise<number>;
  message(more?: Partial<NewMessage>): Promise<NewMessage>;
}

export const AT = 1_000;
export const BY = 'nurse';

/** As small a state as the store can tell from another. */
export const stateOf = (instanceKey: number, more: Partial<InstanceState> = {}): StateRow =>
  stateRow({
    version: 1,
    instanceId: String(instanceKey),
    environment: 'env',
    process: 'P',
    status: 'running',
    counter: 1,
    scopes: [{ id: 1, element: 'P', variables: {} }],
    tokens: [],
    waits: [],
    incidents: [],
    ...more,
  });

/** A change of an instance that was decided on a revision. */
export const changeOf = (instanceKey: number, expectedRevision: number, more: Partial<Change> = {}): Change => ({
  at: AT,
  by: BY,
  action: 'Test',
  instance: { instanceKey, expectedRevision, state: stateOf(instanceKey) },
  ...more,
});

/** The answer row of a command. */
export const answerUnder = (key: string, digest = 'digest', person = BY) => ({
  idempotency: { person, key, digest, status: 204, body: '' },
});

export const subscriptionOf = (instanceKey: number, number = 2) => ({
  instanceKey,
  number,
  kind: 'message' as const,
  name: 'Answer',
  correlationKey: 'patient-1',
  element: 'Catch',
});

/** All who wait for a name and key: process by process, each by age. */
export async function everybodyWaiting(
  store: Store,
  name = 'Answer',
  correlationKey: string | null = 'patient-1',
): Promise<readonly Waiting[]> {
  const all: Waiting[] = [];
  for (const oldest of await store.oldestWaiting(name, correlationKey))
    for (let one: Waiting | null = oldest; one; one = await store.nextWaiting(one)) all.push(one);
  return all;
}

export const deploymentOf = (processId: string, more: Partial<NewDeployment> = {}): NewDeployment => ({
  name: processId,
  at: 1,
  by: BY,
  source: { modelKey: `model-${processId}`, bpmn: '', forms: {}, decisions: [], texts: {} },
  processes: [{ processId, name: processId, eventStarts: [], timerStarts: [] }],
  ...more,
});

export async function givenStore(open: OpenStore, folder: string): Promise<GivenStore> {
  let opened = await open(folder);
  const definitions = new Map<string, number>();
  for (const processId of ['P', 'Q']) {
    const { definitions: made } = await opened.store.deploy(deploymentOf(processId));
    definitions.set(processId, made[0]?.definitionKey ?? 0);
  }
  return {
    get store() {
      return opened.store;
    },
    get faults() {
      return opened.faults;
    },
    async reopen() {
      await opened.store.close();
      opened = await open(folder);
    },
    close: () => opened.store.close(),
    async instance(more = {}, processId = 'P') {
      const instanceKey = await opened.store.newKey('instance');
      const environment = { environmentKey: 'env', root: `model-${processId}`, called: [], calls: {} };
      const created = { definitionKey: definitions.get(processId) ?? 0, processId, environment };
      const outcome = await opened.store.commit({
        at: AT,
        by: BY,
        action: 'Test',
        instance: { instanceKey, expectedRevision: 0, state: stateOf(instanceKey), created },
        ...(typeof more === 'function' ? more(instanceKey) : more),
      });
      if (outcome.kind !== 'committed') throw new Error(`the instance was not created: ${outcome.kind}`);
      return instanceKey;
    },
    message: async (more = {}) => ({
      messageKey: await opened.store.newKey('message'),
      name: 'Answer',
      correlationKey: 'patient-1',
      variables: {},
      sourceInstance: null,
      expiresAt: AT + 1_000_000,
      ...more,
    }),
  };
}
