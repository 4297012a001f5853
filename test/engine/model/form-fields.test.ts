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

  it('have the types of what is within lists and objects', () => {
    const when = { type: 'string', format: 'date' };
    const schema = {
      $defs: { when, row: { properties: { on: { $ref: '#/$defs/when' } } }, any: { type: 'array' } },
      properties: {
        a: { type: 'array', items: when },
        b: { items: { format: 'date-time' } },
        c: { type: 'array', items: { $ref: '#/$defs/row' } },
        d: { type: 'object', properties: { e: { properties: { f: when } }, g: true } },
        h: { type: ['array', 'null'], items: { type: ['string', 'null'], format: 'time' } },
        i: { type: 'array', items: {} },
        j: { type: 'object', required: ['k'] },
        l: { type: 'object', additionalProperties: { format: 'duration' } },
        m: {
          type: 'object',
          properties: { n: { type: 'number' } },
          patternProperties: { '^x': when },
          additionalProperties: when,
        },
        o: { type: 'array', prefixItems: [when, when], items: when },
        p: { type: 'array', prefixItems: [when, { type: 'number' }] },
        q: { $ref: '#/$defs/any' },
        r: { $ref: '#/$defs/any' },
      },
    };

    expect(types(schema)).to.deep.equal({
      a: { list: 'date' },
      b: { list: 'dateTime' },
      c: { list: { context: { on: 'date' } } },
      d: { context: { e: { context: { f: 'date' } }, g: 'Any' } },
      h: { list: 'time' },
      i: 'list',
      j: 'context',
      l: { context: {}, others: 'duration' },
      m: { context: { n: 'number' }, others: 'date' },
      o: { list: 'date' },
      p: 'list',
      q: 'list',
      r: 'list',
    });
  });

  it('have all that combinations say of what is within', () => {
    const day = { format: 'date' };
    const text = { type: 'string' };
    const object = (properties: object) => ({ type: 'object', properties });
    const schema = {
      $defs: { day: { allOf: [text, day] } },
      properties: {
        both: { allOf: [object({ a: text }), object({ a: day, b: text })] },
        either: {
          oneOf: [object({ kind: { const: 'x' }, a: day }), object({ kind: { const: 'y' }, a: text, b: day })],
        },
        perhaps: { anyOf: [object({ a: { $ref: '#/$defs/day' } }), { type: 'null' }] },
        needed: { ...object({ a: day }), anyOf: [{ required: ['a'] }, { required: ['b'] }] },
        onCondition: { ...object({ a: text }), if: {}, then: { properties: { a: day, b: day } }, else: {} },
        depends: { ...object({ a: day }), dependentSchemas: { a: { properties: { b: day } } } },
        lists: { allOf: [{ type: 'array', items: text }, { items: day }] },
        listOrOne: { oneOf: [{ type: 'array', items: day }, day] },
        narrowed: { type: 'string', oneOf: [day] },
        open: { type: 'string', anyOf: [day, { format: 'time' }] },
        never: { allOf: [{ type: 'number' }, text] },
      },
    };

    expect(types(schema)).to.deep.equal({
      both: { context: { a: 'date', b: 'string' } },
      either: { context: { kind: 'string', a: 'Any', b: 'date' } },
      perhaps: { context: { a: 'date' } },
      needed: { context: { a: 'date' } },
      onCondition: { context: { a: 'Any', b: 'date' } },
      depends: { context: { a: 'date', b: 'date' } },
      lists: { list: 'date' },
      listOrOne: 'Any',
      narrowed: 'date',
      open: 'string',
      never: 'Any',
    });
  });

  it('are read from constants, null aside', () => {
    const properties = { a: { enum: ['x', null] }, b: { const: null }, c: { const: [1] }, d: { enum: [1, 'x'] } };

    expect(types({ properties })).to.deep.equal({ a: 'string', b: 'null', c: 'list', d: 'Any' });
  });

  it('hold themselves where the schema does', () => {
    const goal = {
      type: 'object',
      properties: { on: { format: 'date' }, parts: { type: 'array', items: { $ref: '#/$defs/goal' } } },
    };

    const { goal: type } = formFields({ $defs: { goal }, properties: { goal: { $ref: '#/$defs/goal' } } });

    expect(type).to.have.nested.property('context.on', 'date');
    expect(type).to.have.nested.property('context.parts.list.context.on', 'date');
    expect(type).to.have.nested.property('context.parts.list.context.parts.list.context.parts.list.context.on', 'date');
  });

  it('of a schema that was made to be endless are found at once', () => {
    const many = Array.from({ length: 40 }, (_, index) => [`a${index}`, { $ref: `#/$defs/${(index * 7 + 3) % 40}` }]);
    const everyWay = Object.fromEntries(many) as Record<string, object>;
    const defs = Array.from({ length: 40 }, (_, index) => ({
      type: 'object',
      properties: everyWay,
      anyOf: [{ $ref: `#/$defs/${(index + 1) % 40}` }, { $ref: `#/$defs/${(index * 3) % 40}` }],
      oneOf: [{ properties: { x: true, y: { items: { $ref: '#' } } } }],
    }));
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`c${index}`, { $ref: `#/$defs/c${index + 1}` }]),
    );
    let deep: object = { format: 'date' };
    for (let level = 0; level < 3_000; level++) deep = { type: 'array', items: deep };
    const entangled = JSON.parse(JSON.stringify({ $defs: { ...defs }, properties: everyWay })) as Record<
      string,
      object
    >;
    const before = process.cpuUsage();

    const fields = {
      ...formFields(entangled),
      ...formFields({ $defs: chain, properties: { chain: { $ref: '#/$defs/c0' }, deep } }),
    };

    expect(fields).to.include.keys('a0', 'chain', 'deep');
    expect(process.cpuUsage(before).user / 1000).to.be.lessThan(1_000);
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
