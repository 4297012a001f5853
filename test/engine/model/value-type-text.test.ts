import { expect } from 'chai';

import { valueTypeNamed } from '../../../engine/model/data/value-type-text.js';

describe('A FEEL type as a model writes it (DMN 1.3, 10.3.1.2)', () => {
  const read: readonly [text: string, type: unknown][] = [
    ['date', 'date'],
    [' xsd:dateTime ', 'dateTime'],
    ['list<date>', { list: 'date' }],
    ['list < list<days and time duration> >', { list: { list: 'duration' } }],
    ['list<Any>', 'list'],
    ['list<letter>', 'list'],
    ['context<from: date, notes: list<string>>', { context: { from: 'date', notes: { list: 'string' } } }],
    [
      'context<a: context<b: time, c: number>, d: decimal>',
      { context: { a: { context: { b: 'time', c: 'number' } }, d: 'decimal' } },
    ],
    ['context<a: letter, constructor: date, no name: date>', { context: { a: 'Any' } }],
    ['context<>', 'context'],
    ['letter', undefined],
    ['list<date', undefined],
    ['', undefined],
  ];
  for (const [text, type] of read) {
    it(`reads “${text}”`, () => {
      expect(valueTypeNamed(text)).to.deep.equal(type);
    });
  }

  it('is read to a depth, and hostile ones at once', () => {
    const before = process.cpuUsage();
    const texts = [
      'list<'.repeat(50_000) + '>'.repeat(50_000),
      'context<a:'.repeat(20_000) + '>'.repeat(20_000),
      `context<${'a: date,'.repeat(50_000)}>`,
      'list' + ' '.repeat(100_000) + '<',
    ];

    for (const text of texts) valueTypeNamed(text);

    expect(process.cpuUsage(before).user / 1000).to.be.lessThan(500);
  });
});
