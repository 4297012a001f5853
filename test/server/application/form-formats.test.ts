import { expect } from 'chai';

import { tagValue } from '../../../engine/expressions/tag-value.js';
import { formDefect, formErrors } from '../../../server/application/validate-form.js';

const schema = {
  type: 'object',
  properties: {
    dose: { type: 'string', format: 'decimal' },
    rows: { type: 'array', items: { type: 'object', properties: { dose: { type: 'string', format: 'decimal' } } } },
  },
} as const;
const isValid = (values: object) => formErrors({ id: 'dose', schema, fields: {} }, { ...values }).length === 0;

describe('A decimal in a form', () => {
  it('is a format that the server knows', () => {
    expect(formDefect(schema)).to.equal(null);
  });

  const texts = ['0.10', '-5', '007', '0', '9'.repeat(34), `0.${'0'.repeat(40)}1`, '9'.repeat(35), '1e3', '0,10'];
  for (const text of [...texts, '.5', '5.', '1.2.3', '', ' 1', `0.${'0'.repeat(99)}`, '--1', '٣']) {
    it(`is taken or refused by both alike: “${text.slice(0, 40)}”`, () => {
      let isTaken = true;
      try {
        tagValue(text, 'decimal');
      } catch {
        isTaken = false;
      }

      expect(isValid({ dose: text })).to.equal(isTaken);
      expect(isValid({ rows: [{ dose: text }] })).to.equal(isTaken);
    });
  }
});
