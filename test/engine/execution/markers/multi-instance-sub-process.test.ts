import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/markers/multi-instance-sub-process.bpmn');
const started = () => model.started({ variables: { measures: ['walk', 'eat'] } });

/** Completes the task at the element in the instance whose item is given. */
function complete(world: World, element: string, measure: string, output = {}): void {
  const task = world.tasks().find((each) => each.element === element && each.variables.measure === measure);
  world.simulation.complete(task!.taskId, output);
}

describe('Multi-instance sub-process (BPMN 2.0.2, 13.3.7)', () => {
  it('opens a scope with data of its own for each instance', async () => {
    const world = await started();

    complete(world, 'Task_Plan', 'walk', { result: 'planned' });

    expect(world.open()).to.deep.equal(['Task_Do', 'Task_Plan']);
    expect(world.visibleIn('Task_Do')).to.deep.include({ measure: 'walk', result: 'planned' });
    expect(world.visibleIn('Task_Plan')).to.deep.include({ measure: 'eat' });
    expect(world.visibleIn('Task_Plan').result ?? null).to.equal(null);
    expect(world.variables()).to.not.have.any.keys('result', 'measure');
  });

  it('gathers what each instance leaves behind, in the order of the instances', async () => {
    const world = await started();

    for (const measure of ['eat', 'walk']) {
      complete(world, 'Task_Plan', measure);
      complete(world, 'Task_Do', measure, { result: `did ${measure}` });
    }

    expect(world.variable('results')).to.deep.equal(['did walk', 'did eat']);
    expect(world.open()).to.deep.equal(['Task_Evaluate']);
  });

  it('ends only the instance in which terminate is reached (13.5.6)', async () => {
    const world = await started();
    complete(world, 'Task_Plan', 'walk');

    complete(world, 'Task_Do', 'walk', { result: 'dropped' });

    expect(world.open()).to.deep.equal(['Task_Plan']);
    complete(world, 'Task_Plan', 'eat');
    complete(world, 'Task_Do', 'eat', { result: 'fine' });
    expect(world.open()).to.deep.equal(['Task_Evaluate']);
  });

  it('is interrupted as a whole when an error of one instance is caught on its boundary (13.5.3)', async () => {
    const world = await started();
    complete(world, 'Task_Plan', 'walk');

    complete(world, 'Task_Do', 'walk', { result: 'stop' });

    expect(world.open()).to.deep.equal(['Task_Stopped']);
    expect(world.state().scopes).to.have.length(1);
  });
});

describe('Multi-instance call activity (BPMN 2.0.2, 13.3.7)', () => {
  it('calls the process once for each item, with its mappings, and gathers the results', async () => {
    const world = await model.started({ process: 'Process_Calls', variables: { measures: ['walk', 'eat'] } });
    expect(world.tasks().map(({ variables }) => variables.name)).to.deep.equal(['walk', 'eat']);
    const [walk, eat] = world.tasks();

    world.simulation.complete(eat!.taskId, { outcome: 'ate' });
    world.simulation.complete(walk!.taskId, { outcome: 'walked' });

    expect(world.variable('results')).to.deep.equal(['walked', 'ate']);
    expect(world.open()).to.deep.equal(['Task_AfterCalls']);
  });
});
