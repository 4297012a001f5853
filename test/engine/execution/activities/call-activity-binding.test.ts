import { expect } from 'chai';

import { createEnvironment, step } from '../../../../engine/index.js';
import type { InstanceState } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';

const first = given('engine/execution/activities/call-activity-binding-v1.bpmn');
const second = given('engine/execution/activities/call-activity-binding-v2.bpmn');
const now = Date.parse('2026-01-05T08:00:00Z');

async function startedWithNewerEdition() {
  const environment = createEnvironment(await first.compiled(), [await second.compiled()]);
  const { state } = step(environment, null, { type: 'StartInstance', instanceId: 'i1', process: 'Process_Bound', now });
  return { environment, state };
}

const waiting = (state: InstanceState) => state.tokens.map(({ element }) => element);

describe('Call activity: which edition is called', () => {
  it('calls the process of its own deployment where it is bound to it', async () => {
    const { state } = await startedWithNewerEdition();

    expect(waiting(state)).to.include('Task_FirstEdition');
    expect(waiting(state)).to.not.include('Task_SecondEdition');
  });

  it('calls the latest edition otherwise', async () => {
    const { environment, state } = await startedWithNewerEdition();
    const task = state.tokens.find(({ element }) => element === 'Task_FirstEdition');

    const after = step(environment, state, { type: 'CompleteTask', taskId: `i1:${task?.id}`, now });

    expect(waiting(after.state)).to.include('Task_SecondEdition');
  });

  it('names what it is pinned to, so that another set of editions is refused', async () => {
    const { environment, state } = await startedWithNewerEdition();
    const alone = createEnvironment(await first.compiled());

    expect(alone.key).to.not.equal(environment.key);
    expect(() => step(alone, state, { type: 'CancelInstance', reason: 'other', now })).to.throw('ENVIRONMENT_MISMATCH');
  });
});
