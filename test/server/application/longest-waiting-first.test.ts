import { expect } from 'chai';

import { longestWaitingFirst } from '../../../server/application/messages/longest-waiting-first.js';
import type { Waiting } from '../../../server/application/ports.js';

const waits = (processId: string, instanceKey: number, openedAt: number): Waiting => ({
  ...{ processId, instanceKey, openedAt, number: 2 },
  ...{ kind: 'message', name: 'Answer', correlationKey: '', element: 'Catch' },
});

describe('Those who wait for a message that is given to one of them', () => {
  const all = [waits('P', 1, 10), waits('Q', 2, 20), waits('Q', 3, 30), waits('P', 4, 30), waits('Q', 5, 40)];
  let asked: number[];
  const store = {
    oldestWaiting: () => Promise.resolve([all[0]!, all[1]!]),
    nextWaiting: ({ processId, instanceKey }: Waiting) => {
      asked.push(instanceKey);
      const later = all.filter((one) => one.processId === processId && one.instanceKey > instanceKey);
      return Promise.resolve(later[0] ?? null);
    },
  };

  beforeEach(() => (asked = []));

  it('come in the order in which they began to wait, whichever process they are of', async () => {
    const seen: number[] = [];
    for await (const { instanceKey } of longestWaitingFirst(store, 'Answer', '')) seen.push(instanceKey);
    expect(seen).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('are not looked for further than the first that takes it', async () => {
    for await (const { instanceKey } of longestWaitingFirst(store, 'Answer', '')) if (instanceKey === 2) break;
    expect(asked).to.deep.equal([1]);
  });
});
