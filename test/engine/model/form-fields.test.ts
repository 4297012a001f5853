import { expect } from 'chai';

import { formFields } from '../../../engine/model/data/form-fields.js';

const types = (schema: Record<string, unknown>) => ({ ...formFields(schema) });

describe('Fields of a form (JSON Schema 2020-12)', () => {
  it('have a FEEL type by type and format', () => {
    const schema = {
      properties: {
        a: { type: 'string' },
        b: { type: 'string', format: 'date' },
        c: { type: 'string', format: 'time' },
        d: { type: 'string', format: 'date-time' },
        e: { type: 'string', format: 'duration' },
        f: { type: 'string', format: 'decimal' },
        g: { type: 'string', format: 'email' },
        h: { type: 'integer' },
        i: { type: 'number' },
        j: { type: 'boolean' },
        k: { type: 'array' },
        l: { type: 'object' },
        m: {},
        n: { type: ['string', 'null'], format: 'date' },
        o: { type: ['string', 'number'] },
        p: { enum: ['x', 'y'] },
        q: { const: 4 },
      },
    };

    expect(types(schema)).to.deep.equal({
      a: 'string',
      b: 'date',
      c: 'time',
      d: 'dateTime',
      e: 'duration',
      f: 'decimal',
      g: 'string',
      h: 'number',
      i: 'number',
      j: 'boolean',
      k: 'list',
      l: 'context',
      m: 'Any',
      n: 'date',
      o: 'Any',
      p: 'string',
      q: 'number',
    });
  });

  it('are found through references and combinations', () => {
    const schema = {
      $defs: {
        when: { type: 'string', format: 'date' },
        person: { properties: { name: { type: 'string' } } },
        'a/b': { type: 'number' },
      },
      $ref: '#/$defs/person',
      properties: {
        seen: { $ref: '#/$defs/when' },
        count: { $ref: '#/$defs/a~1b' },
        unit: { allOf: [{ $ref: '#/$defs/when' }, { minLength: 1 }] },
      },
      allOf: [{ properties: { score: { type: 'integer' } } }],
      if: { properties: { score: { const: 3 } } },
      then: { properties: { reason: { type: 'string' } } },
      else: { properties: { reason: {} } },
      oneOf: [{ properties: { x: { type: 'string' } } }, { properties: { x: { type: 'number' } } }],
    };

    expect(types(schema)).to.deep.equal({
      name: 'string',
      seen: 'date',
      count: 'number',
      unit: 'date',
      score: 'number',
      reason: 'string',
      x: 'Any',
    });
  });

  it('of a schema that refers to itself are found without end-less search', () => {
    expect(types({ $ref: '#', properties: { a: { $ref: '#/properties/a' }, b: { $ref: '#' } } })).to.have.keys(
      'a',
      'b',
    );
  });

  it('never come from the host’s own objects', () => {
    const schema = JSON.parse(
      '{ "properties": { "__proto__": { "type": "string" }, "$ref": { "$ref": "#/constructor" } } }',
    ) as Record<string, unknown>;
    expect(Object.keys(formFields(schema))).to.deep.equal(['__proto__', '$ref']);
    expect(({} as Record<string, unknown>)['type']).to.equal(undefined);
  });
});
