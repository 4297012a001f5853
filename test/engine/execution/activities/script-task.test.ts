import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/script-task.bpmn');

describe('Script task (BPMN 2.0.2, 13.3.3): FEEL', () => {
  it('puts its result into the result variable', async () => {
    const world = await model.started({ variables: { weight: 50, height: 2 } });

    expect(world.variable('bmi')).to.equal(12.5);
  });

  it('makes variables of a context where it names no result variable', async () => {
    const world = await model.started({ variables: { weight: 50, height: 2 } });

    expect(world.variables()).to.deep.include({ low: true, high: false });
    expect(world.completed()).to.deep.equal(['Start', 'Script_Bmi', 'Script_Flags']);
  });

  it('becomes an incident when the script fails, and runs again when an operator retries', async () => {
    const world = await model.started({ variables: { weight: 50, height: 0 } });
    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED']);
    expect(world.incidentElements()).to.deep.equal(['Script_Bmi']);

    world.set({ height: 2 }).resolve('Script_Bmi', 'retry');

    expect(world.variable('bmi')).to.equal(12.5);
    expect(world.open()).to.deep.equal(['Task_Nutrition']);
  });

  it('takes the result that an operator enters instead', async () => {
    const world = await model.started({ variables: { weight: 50, height: 0 } });

    world.resolve('Script_Bmi', 'resolve', { variables: { bmi: 35 } });

    expect(world.variables()).to.deep.include({ bmi: 35, low: false, high: true });
  });

  it('fails again when retried without a change', async () => {
    const world = await model.started({ variables: { weight: 50, height: 0 } });

    world.resolve('Script_Bmi', 'retry');

    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED']);
  });
});
