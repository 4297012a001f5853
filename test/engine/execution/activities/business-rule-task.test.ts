import { expect } from 'chai';

import { compile } from '../../../../engine/index.js';
import { bpmnText, given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/business-rule-task.bpmn');
const decisions = ['engine/execution/activities/business-rule-task.dmn'];
const started = (age: number, livesAlone: boolean) => model.started({ decisions, variables: { age, livesAlone } });

describe('Business rule task (BPMN 2.0.2, 13.3.3): a DMN decision', () => {
  it('puts the decision’s result into the result variable', async () => {
    const world = await started(82, true);

    expect(world.variable('followUp')).to.equal('homeNurse');
    expect(world.open()).to.deep.equal(['Task_Plan']);
  });

  it('gives null where no rule applies', async () => {
    const world = await model.started({ decisions, variables: { age: 70 } });

    expect(world.variable('followUp')).to.equal(null);
  });

  it('makes variables of several outputs where it names no result variable', async () => {
    const world = await model.started({ decisions, process: 'Process_RuleOutputs', variables: { age: 85 } });

    expect(world.variables()).to.deep.include({ visits: 3, alarm: true });
  });

  it('becomes an incident when the decision fails, and decides again when an operator retries', async () => {
    const world = await started(90, false);
    expect(world.incidents()).to.deep.equal(['DECISION_FAILED']);

    world.set({ age: 91 }).resolve('Rule_FollowUp', 'retry');

    expect(world.variable('followUp')).to.equal('homeNurse');
    expect(world.incidents()).to.deep.equal([]);
  });

  it('is refused at deployment where the decision does not exist', async () => {
    const { model: none, diagnostics } = await compile(bpmnText('engine/execution/activities/business-rule-task.bpmn'));

    expect(none).to.equal(undefined);
    expect(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ elementId }) => elementId),
    ).to.include.members(['Rule_FollowUp', 'Rule_Measures']);
  });
});
