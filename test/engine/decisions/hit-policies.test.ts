import { expect } from 'chai';

import type { Json } from '../../../engine/execution/json.js';
import { decide, failureOf, givenTable, type Table } from './given-decision.js';

/** Care levels by score; at 5 two rules match, at 9 three, below 0 none. */
const overlapping = {
  inputs: [{ text: 'score', type: 'number' }],
  outputs: [{ name: 'level', type: 'string', values: '"high", "middle", "low"' }],
  rules: [
    ['>= 0', '"low"'],
    ['>= 5', '"middle"'],
    ['>= 9', '"high"'],
    ['5', '"middle"'],
  ],
} satisfies Table;

const points = {
  inputs: [{ text: 'score', type: 'number' }],
  outputs: [{ name: 'points', type: 'number' }],
  rules: [
    ['>= 0', '1'],
    ['>= 5', '3'],
    ['>= 9', '0.5'],
  ],
} satisfies Table;

describe('The hit policy of a decision table', () => {
  const results: readonly (readonly [string, string | undefined, Table, Json, Json, Json])[] = [
    // policy, aggregation, table, none matches, one matches, several match
    ['FIRST', undefined, overlapping, null, 'low', 'low'],
    ['PRIORITY', undefined, overlapping, null, 'low', 'high'],
    ['COLLECT', undefined, overlapping, [], ['low'], ['low', 'middle', 'high']],
    ['RULE ORDER', undefined, overlapping, [], ['low'], ['low', 'middle', 'high']],
    ['OUTPUT ORDER', undefined, overlapping, [], ['low'], ['high', 'middle', 'low']],
    ['COLLECT', 'SUM', points, null, 1, 4.5],
    ['COLLECT', 'MIN', points, null, 1, 0.5],
    ['COLLECT', 'MAX', points, null, 1, 3],
    ['COLLECT', 'COUNT', overlapping, 0, 1, 3],
  ];
  for (const [hitPolicy, aggregation, table, none, one, several] of results) {
    it(`decides where no rule, one and several match: ${hitPolicy} ${aggregation ?? ''}`, async () => {
      const decision = await givenTable({ ...table, hitPolicy, ...(aggregation && { aggregation }) });
      expect(decide(decision, { score: -1 })).to.deep.equal(none);
      expect(decide(decision, { score: 3 })).to.deep.equal(one);
      expect(decide(decision, { score: 9 })).to.deep.equal(several);
    });
  }

  it('allows one rule only under UNIQUE, which is the default', async () => {
    for (const table of [overlapping, { ...overlapping, hitPolicy: 'UNIQUE' }]) {
      const decision = await givenTable(table);
      expect(decide(decision, { score: -1 })).to.equal(null);
      expect(decide(decision, { score: 3 })).to.equal('low');
      expect(failureOf(decision, { score: 9 })).to.equal('RULES_OVERLAP {"decision":"Decision","rules":"R1 R2 R3"}');
    }
  });

  it('allows several rules under ANY that say the same', async () => {
    const decision = await givenTable({ ...overlapping, rules: overlapping.rules.slice(1), hitPolicy: 'ANY' });
    expect(decide(decision, { score: -1 })).to.equal(null);
    expect(decide(decision, { score: 5 })).to.equal('middle');
    expect(failureOf(decision, { score: 9 })).to.equal('RULES_DISAGREE {"decision":"Decision","rules":"R1 R2"}');
  });

  it('looks at no rule after the first under FIRST', async () => {
    const decision = await givenTable({
      hitPolicy: 'FIRST',
      inputs: [{ text: 'n', type: 'number' }],
      outputs: [{ name: 'x', type: 'number' }],
      rules: [
        ['0', '0'],
        ['-', '1 / n'],
      ],
    });
    expect(decide(decision, { n: 0 })).to.equal(0);
    expect(decide(decision, { n: 4 })).to.equal(0.25);
  });

  describe('of a table with several outputs', () => {
    const two = {
      inputs: [{ text: 'score', type: 'number' }],
      outputs: [
        { name: 'colour', type: 'string', values: '"red", "green"' },
        { name: 'minutes', type: 'number', values: '10, 30, 60' },
      ],
      rules: [
        ['> 0', '"green"', '60'],
        ['> 1', '"red"', '30'],
        ['> 2', '"red"', '10'],
      ],
    } satisfies Table;

    it('gives a context with an entry for each', async () => {
      const decision = await givenTable({ ...two, hitPolicy: 'FIRST' });
      expect(decide(decision, { score: 5 })).to.deep.equal({ colour: 'green', minutes: 60 });
      expect(decision.outputs).to.deep.equal({ colour: 'string', minutes: 'number' });
      expect(decision.resultType).to.equal('context');
    });

    it('puts the first column before the second where outputs have priorities', async () => {
      const priority = await givenTable({ ...two, hitPolicy: 'PRIORITY' });
      expect(decide(priority, { score: 5 })).to.deep.equal({ colour: 'red', minutes: 10 });
      const ordered = await givenTable({ ...two, hitPolicy: 'OUTPUT ORDER' });
      expect(decide(ordered, { score: 5 })).to.deep.equal([
        { colour: 'red', minutes: 10 },
        { colour: 'red', minutes: 30 },
        { colour: 'green', minutes: 60 },
      ]);
    });

    it('collects contexts', async () => {
      const decision = await givenTable({ ...two, hitPolicy: 'COLLECT' });
      expect(decide(decision, { score: 2 })).to.deep.equal([
        { colour: 'green', minutes: 60 },
        { colour: 'red', minutes: 30 },
      ]);
      expect(decision.resultType).to.equal('list');
    });

    it('compares all outputs under ANY', async () => {
      const decision = await givenTable({
        ...two,
        hitPolicy: 'ANY',
        rules: [
          ['> 0', '"red"', '10'],
          ['> 1', '"red"', '30'],
        ],
      });
      expect(failureOf(decision, { score: 2 })).to.match(/^RULES_DISAGREE/);
    });

    it('gives the default outputs where no rule matches', async () => {
      const outputs = [
        { name: 'colour', type: 'string', otherwise: '"white"' },
        { name: 'minutes', type: 'number' },
      ];
      for (const hitPolicy of ['UNIQUE', 'FIRST', 'ANY']) {
        const decision = await givenTable({ ...two, outputs, hitPolicy });
        expect(decide(decision, { score: 0 }), hitPolicy).to.deep.equal({ colour: 'white', minutes: null });
      }
    });
  });

  it('gives the default output of a single column where no rule matches', async () => {
    const outputs = [{ name: 'level', type: 'string', values: '"high", "low", "none"', otherwise: '"none"' }];
    for (const hitPolicy of ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY']) {
      const decision = await givenTable({ ...overlapping, outputs, rules: [['> 5', '"high"']], hitPolicy });
      expect(decide(decision, { score: 0 }), hitPolicy).to.equal('none');
      expect(decide(decision, { score: 6 }), hitPolicy).to.equal('high');
    }
  });

  it('tells the type of the result', async () => {
    const types = async (table: Table) => (await givenTable(table)).resultType;
    expect(await types(overlapping)).to.equal('string');
    expect(await types({ ...overlapping, hitPolicy: 'COLLECT' })).to.equal('list');
    expect(await types({ ...points, hitPolicy: 'COLLECT', aggregation: 'SUM' })).to.equal('number');
    expect(await types({ ...overlapping, hitPolicy: 'COLLECT', aggregation: 'COUNT' })).to.equal('number');
  });
});
