import { expect } from 'chai';

import { compileDecisions } from '../../../engine/decisions/compile-decisions.js';
import {
  decide,
  decisionXml,
  dmn,
  givenDecision,
  inputData,
  literal,
  problemsOf,
  tableXml,
  type Table,
} from './given-decision.js';

const good = {
  inputs: [{ text: 'age', type: 'number' }],
  outputs: [{ name: 'level', type: 'string' }],
  rules: [
    ['> 65', '"high"'],
    ['<= 65', '"low"'],
  ],
} satisfies Table;
const codes = async (...texts: readonly string[]): Promise<readonly string[]> =>
  (await problemsOf(...texts)).map(({ code }) => code);
const ofTable = (table: Partial<Table>): string =>
  dmn(inputData('age', 'number'), decisionXml('Decision', tableXml({ ...good, ...table }), ['Input_age']));

describe('A DMN text at deployment', () => {
  it('is taken when nothing is wrong', async () => {
    expect(await codes(ofTable({}))).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, string, Partial<Table>])[] = [
    ['a cell with a name that nothing declares', 'EXPRESSION_UNDECLARED_NAME', { rules: [['> limit', '"x"']] }],
    ['a cell of another type than its column', 'EXPRESSION_IMPOSSIBLE_COMPARISON', { rules: [['"x"', '"x"']] }],
    ['a cell that is no FEEL', 'EXPRESSION_SYNTAX', { rules: [['> >', '"x"']] }],
    ['an output of another type than its column', 'EXPRESSION_WRONG_RESULT_TYPE', { rules: [['-', '3']] }],
    ['an output with a function that does not exist', 'EXPRESSION_UNKNOWN_FUNCTION', { rules: [['-', 'upper("x")']] }],
    [
      'an input expression of another type',
      'EXPRESSION_WRONG_RESULT_TYPE',
      { inputs: [{ text: 'age', type: 'string' }], rules: [] },
    ],
    [
      'an input column without an expression',
      'EXPRESSION_EMPTY',
      { inputs: [{ text: '', type: 'number' }], rules: [] },
    ],
    ['a hit policy that DMN does not have', 'HIT_POLICY_NOT_KNOWN', { hitPolicy: 'LAST' }],
    ['a rule without a cell for every column', 'RULE_NOT_COMPLETE', { rules: [['-']] }],
    ['no output column', 'OUTPUT_MISSING', { outputs: [], rules: [] }],
    ['two outputs of one name', 'OUTPUT_NAMES_NOT_UNIQUE', { outputs: [{ name: 'a' }, { name: 'a' }], rules: [] }],
    [
      'an output named after what is inside the host',
      'EXPRESSION_NAME_NOT_ALLOWED',
      { outputs: [{ name: '__proto__' }], rules: [] },
    ],
    ['priorities without output values', 'OUTPUT_VALUES_MISSING', { hitPolicy: 'PRIORITY' }],
    [
      'priorities among a range',
      'OUTPUT_VALUES_NOT_LITERAL',
      { hitPolicy: 'PRIORITY', outputs: [{ name: 'n', type: 'number', values: '[1..3]' }], rules: [] },
    ],
    [
      'adding up several columns',
      'AGGREGATION_NOT_POSSIBLE',
      { hitPolicy: 'COLLECT', aggregation: 'SUM', outputs: [{ name: 'a' }, { name: 'b' }], rules: [] },
    ],
    ['a type that nothing defines', 'TYPE_NOT_KNOWN', { outputs: [{ name: 'a', type: 'colour' }], rules: [] }],
  ];
  for (const [what, code, table] of wrong) {
    it(`is refused with ${what}`, async () => {
      const result = await compileDecisions([ofTable(table)]);
      expect(result.problems.map((problem) => problem.code)).to.include(code);
      expect(result.decisions.size).to.equal(0);
      expect(
        result.problems.every(({ decisionId, message }) => decisionId === 'Decision' && message.length > 10),
      ).to.equal(true);
    });
  }

  it('says which rule and which column is wrong', async () => {
    const [problem] = await problemsOf(
      ofTable({
        rules: [
          ['> 65', '"high"'],
          ['<= "x"', '"low"'],
        ],
      }),
    );
    expect(problem).to.include({
      code: 'EXPRESSION_IMPOSSIBLE_COMPARISON',
      decisionId: 'Decision',
      ruleId: 'R2',
      column: 'age',
    });
  });

  it('keeps the good decisions of a text with a bad one', async () => {
    const { decisions, problems } = await compileDecisions([
      dmn(decisionXml('Good', literal('1')), decisionXml('Bad', literal('1 +'))),
    ]);
    expect([...decisions.keys()]).to.deep.equal(['Good']);
    expect(problems.map(({ decisionId }) => decisionId)).to.deep.equal(['Bad']);
  });

  it('is refused with business knowledge models, functions and imports', async () => {
    const model =
      '<businessKnowledgeModel id="Bkm" name="Bkm"><encapsulatedLogic><formalParameter name="a"/><literalExpression><text>a</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>';
    expect(await codes(dmn(model))).to.deep.equal(['NOT_SUPPORTED']);
    const requires = decisionXml('Decision', '', [], '').replace(
      '</decision>',
      `<knowledgeRequirement><requiredKnowledge href="#Bkm"/></knowledgeRequirement>${literal('1')}</decision>`,
    );
    expect(await codes(dmn(requires))).to.include('NOT_SUPPORTED');
    expect(
      await codes(
        dmn(decisionXml('Decision', '<invocation><literalExpression><text>f</text></literalExpression></invocation>')),
      ),
    ).to.include('NOT_SUPPORTED');
    expect(await codes(dmn('<import name="x" namespace="urn:x" importType="y"/>'))).to.include('NOT_SUPPORTED');
    expect(await codes(dmn(decisionXml('Decision', literal('function(a) a'))))).to.deep.equal([
      'EXPRESSION_FUNCTION_DEFINITION',
    ]);
  });

  it('is refused with other languages than FEEL', async () => {
    const script = '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>';
    expect(await codes(dmn(decisionXml('Decision', script)))).to.include('LANGUAGE_NOT_FEEL');
    expect(await codes(dmn(decisionXml('Decision', literal('${age}'))))).to.deep.equal([
      'EXPRESSION_FOREIGN_EXPRESSION',
    ]);
  });

  it('is refused without logic, with an id twice or without one', async () => {
    expect(await codes(dmn(decisionXml('Decision', '')))).to.deep.equal(['LOGIC_MISSING']);
    expect(
      await codes(dmn(decisionXml('Decision', literal('1'))), dmn(decisionXml('Decision', literal('2')))),
    ).to.deep.equal(['ID_NOT_UNIQUE']);
    expect(
      await codes(dmn('<decision name="x"><literalExpression><text>1</text></literalExpression></decision>')),
    ).to.deep.equal(['ID_MISSING']);
  });

  it('is refused within a second when it is hostile', async () => {
    const hostile = {
      'no XML': 'DROP TABLE',
      empty: '',
      'another root': '<html/>',
      'an older version':
        '<definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" id="d" name="n" namespace="x"/>',
      'a DOCTYPE': `<!DOCTYPE d [<!ENTITY a "aaaa">]>${dmn(decisionXml('Decision', literal('1')))}`,
      'nothing closed': '<a>'.repeat(100_000),
      'deep elements': dmn('<x>'.repeat(5_000) + '</x>'.repeat(5_000)),
      'unknown elements': dmn('<magic/>'),
      'a text too large': dmn(`<!-- ${'x'.repeat(2_000_001)} -->`),
    };
    for (const [what, text] of Object.entries(hostile)) {
      const before = process.cpuUsage();
      expect(await codes(text), what).to.deep.equal(['XML_NOT_READABLE']);
      expect((process.cpuUsage(before).user + process.cpuUsage(before).system) / 1e6, what).to.be.below(1);
    }
  });

  it('has types of its own that build on others', async () => {
    const types = `<itemDefinition name="percent"><typeRef>number</typeRef><allowedValues><text>[0..100]</text></allowedValues></itemDefinition>
      <itemDefinition name="share"><typeRef>percent</typeRef></itemDefinition>
      <itemDefinition name="shares" isCollection="true"><typeRef>share</typeRef></itemDefinition>
      <itemDefinition name="person"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
      <itemDefinition name="a"><typeRef>b</typeRef></itemDefinition><itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>`;
    const of = (type: string, text: string): string =>
      dmn(types, inputData('x', type), decisionXml('Decision', literal(text), ['Input_x']));
    expect(await codes(of('share', 'x > 3'))).to.deep.equal([]);
    expect(await codes(of('share', 'x > "3"'))).to.deep.equal(['EXPRESSION_IMPOSSIBLE_COMPARISON']);
    expect(await codes(of('shares', 'x > 3'))).to.deep.equal(['EXPRESSION_IMPOSSIBLE_COMPARISON']);
    expect(await codes(of('a', 'x'))).to.deep.equal(['TYPE_NOT_KNOWN']);
    const decision = await givenDecision(of('person', 'x.age + 1'));
    expect(decide(decision, { x: { age: 3 } })).to.equal(4);
  });
});
