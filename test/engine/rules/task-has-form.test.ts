import { expect } from 'chai';

import { taskHasForm } from '../../../engine/rules/task-has-form.js';
import { findingsIn } from './lint-model.js';

describe('Rule task-has-form: a user task has a form or says what to do', () => {
  it('accepts a form, or a documentation', async () => {
    expect(await findingsIn(taskHasForm, 'with-form-or-documentation')).to.deep.equal([]);
  });

  it('finds the user task that has neither', async () => {
    expect(await findingsIn(taskHasForm, 'with-neither')).to.deep.equal(['warning Task_A', 'warning Task_B']);
  });
});
