import { expect } from 'chai';

import { around, processText } from '../../helpers/bpmn-text.js';
import { riskDecision } from './cases/activity-cases.js';
import { compiled } from './compiled.js';

const text = around('<bpmn:userTask id="A" pathway:form="report" />');
const forms = { report: { type: 'object', properties: { score: { type: 'number' } } } };

describe('A compiled model', () => {
  it('is named by its content: text, forms, decisions and zone, whatever their order', async () => {
    const { key } = await compiled(text, { forms, decisions: [riskDecision()] });
    const reordered = { report: { properties: { score: { type: 'number' } }, type: 'object' } };
    const others = [
      compiled(`${text}\n`, { forms, decisions: [riskDecision()] }),
      compiled(text, { forms: { report: { ...forms.report, title: 'Rapport' } }, decisions: [riskDecision()] }),
      compiled(text, { forms, decisions: [riskDecision('high')] }),
      compiled(text, { forms, decisions: [riskDecision()], zone: 'Europe/London' }),
    ];

    expect(key).to.match(/^[0-9a-f]{32}$/);
    expect((await compiled(text, { forms: reordered, decisions: [riskDecision()] })).key).to.equal(key);
    for (const other of await Promise.all(others)) expect(other.key).to.not.equal(key);
  });

  it('is frozen all through, and leaves the forms that it was given free', async () => {
    const model = await compiled(text, { forms });
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) open.push(path);
      for (const [key, member] of Object.entries(value)) visit(member, `${path}/${key}`);
    };
    visit(model, '');

    expect(open).to.deep.equal([]);
    expect(Object.isFrozen(forms.report.properties)).to.equal(false);
  });

  it('finds by id only what is in it', async () => {
    const model = await compiled(processText('<bpmn:userTask id="A" />'));

    for (const record of [model.elements, model.flows, model.processes, model.containers, model.lanes, model.texts]) {
      expect(record['constructor']).to.equal(undefined);
      expect(record['__proto__']).to.equal(undefined);
    }
  });

  it('keeps the elements of a process in document order', async () => {
    const ids = ['Z', 'A', 'M', 'B'];
    const model = await compiled(processText(ids.map((id) => `<bpmn:task id="${id}" />`).join('')));
    expect(model.containers['P']?.elements).to.deep.equal(ids);
  });
});
