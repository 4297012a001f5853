import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'chai';

import { fieldErrors } from '../../../server/http/field-errors.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);

const found = (schema: object, value: unknown, language: 'nb' | 'nn' | 'en' = 'nn') => {
  const validate = ajv.compile(schema);
  expect(validate(value), 'the value is wrong').to.equal(false);
  return fieldErrors(validate.errors ?? [], language);
};
const field = (schema: object) => ({ type: 'object', properties: { x: schema } });

describe('What is wrong with a form', () => {
  const choice = field({ type: 'string', oneOf: ['a', 'b', 'c'].map((one) => ({ const: one, title: one })) });

  for (const language of ['nb', 'nn', 'en'] as const) {
    it(`is one sentence for a choice that there is not, in ${language}`, () => {
      const errors = found(choice, { x: 'd' }, language);
      expect(errors.map(({ path, code }) => [path, code])).to.deep.equal([['/x', 'enum']]);
    });
  }

  it('is at the place in the list for a choice in a list', () => {
    const errors = found(field({ type: 'array', items: choice.properties.x }), { x: ['a', 'd', 'e'] });
    expect(errors.map(({ path, code }) => [path, code])).to.deep.equal([
      ['/x/1', 'enum'],
      ['/x/2', 'enum'],
    ]);
  });

  it('says of a value of the wrong kind only that', () => {
    expect(found(choice, { x: 1 })).to.deep.equal([{ path: '/x', code: 'type', message: 'må vere ein tekst' }]);
  });

  it('says what each branch lacks where a choice is between more than constants', () => {
    const errors = found({ type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {});
    expect(errors.map(({ path }) => path)).to.deep.equal(['/a', '/b', '']);
  });

  it('is said by the field that a condition makes necessary, not by the condition', () => {
    const schema = {
      type: 'object',
      if: { properties: { x: { const: true } }, required: ['x'] },
      then: { required: ['why'] },
    };
    for (const language of ['nb', 'nn', 'en'] as const)
      expect(found(schema, { x: true }, language).map(({ path, code }) => [path, code])).to.deep.equal([
        ['/why', 'required'],
      ]);
  });

  for (const [schema, value, message] of [
    [{ type: 'integer' }, 'a', 'må vere eit heiltal'],
    [{ type: ['string', 'null'] }, 1, 'må vere ein tekst eller tom (null)'],
    [{ format: 'date' }, 'a', 'må følgje formatet "date"'],
    [{ enum: ['a'] }, 'b', 'må vere ein av dei verdiane som kan veljast'],
    [{ const: 'a' }, 'b', 'må vere lik den faste verdien'],
    [{ minimum: 1 }, 0, 'må vere >= 1'],
    [{ maximum: 1 }, 2, 'må vere <= 1'],
    [{ exclusiveMinimum: 1 }, 1, 'må vere > 1'],
    [{ exclusiveMaximum: 1 }, 1, 'må vere < 1'],
    [{ multipleOf: 2 }, 3, 'må vere eit multiplum av 2'],
    [{ minLength: 2 }, 'a', 'kan ikkje vere kortare enn 2 teikn'],
    [{ maxLength: 1 }, 'ab', 'kan ikkje vere lengre enn 1 teikn'],
    [{ pattern: '^a$' }, 'b', 'må følgje mønsteret "^a$"'],
    [{ minItems: 1 }, [], 'kan ikkje ha færre enn 1 element'],
    [{ maxItems: 1 }, [1, 2], 'kan ikkje ha meir enn 1 element'],
    [{ uniqueItems: true }, [1, 1], 'kan ikkje ha like element (nr. 0 og 1 er like)'],
    [{ contains: { const: 1 }, minContains: 1 }, [], 'må innehalde eit gyldig element'],
    [{ minProperties: 2 }, { a: 1 }, 'kan ikkje ha færre enn 2 eigenskapar'],
    [{ maxProperties: 1 }, { a: 1, b: 1 }, 'kan ikkje ha meir enn 1 eigenskap'],
    [{ not: { const: 1 } }, 1, 'kan ikkje vere slik'],
    [{ required: ['a'] }, {}, 'må ha den påkravde eigenskapen a'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'må ha b når a er fylt ut'],
    [{ properties: { a: {} }, additionalProperties: false }, { b: 1 }, 'kan ikkje ha fleire eigenskapar'],
    [{ unevaluatedProperties: false }, { b: 1 }, 'kan ikkje ha fleire eigenskapar'],
    [{ prefixItems: [{}], items: false }, [1, 2], 'kan ikkje ha meir enn 1 element'],
    [{ anyOf: [{ minLength: 9 }, { const: 2 }] }, 'a', 'kan ikkje vere kortare enn 9 teikn'],
    [{ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a', 'må svare til nøyaktig eitt av vala'],
  ] as const) {
    it(`is told in nynorsk: ${message}`, () => {
      expect(found(field(schema), { x: value }).map((one) => one.message)).to.deep.equal([message]);
    });
  }
});
