import { expect } from 'chai';

import { compileDecisions } from '../../../engine/decisions/compile-decisions.js';
import { CLOCK, decide, decisionXml, dmn, givenDecision, inputData, literal, problemsOf } from './given-decision.js';

describe('Decisions that require others', () => {
  it('read their results by name', async () => {
    const decision = await givenDecision(
      dmn(
        inputData('age', 'number'),
        decisionXml('Limit', literal('60 + 5', 'number')),
        decisionXml('Decision', literal('age > Limit'), ['Input_age', 'Limit']),
      ),
    );
    expect(decide(decision, { age: 66 })).to.equal(true);
    expect(decision).to.deep.include({ reads: ['age'], resultType: 'boolean', outputs: { Decision: 'boolean' } });
  });

  it('may stand in another text', async () => {
    const { decisions, problems } = await compileDecisions([
      dmn(decisionXml('Decision', literal('Limit + 1'), ['Limit'])),
      dmn(decisionXml('Limit', literal('41', 'number'))),
    ]);
    expect(problems).to.deep.equal([]);
    expect(decisions.get('Decision')?.evaluate(() => null, CLOCK)).to.equal(42);
  });

  it('are made once in a decision, however many need them', async () => {
    const levels = Array.from({ length: 40 }, (_, level) => level + 1);
    const chain = levels.map((level) =>
      decisionXml(`D${level}`, literal(`D${level - 1} + D${level - 1} - D${level - 1} + 1`, 'number'), [
        `D${level - 1}`,
      ]),
    );
    const xml = dmn(inputData('n', 'number'), decisionXml('D0', literal('n', 'number'), ['Input_n']), ...chain);
    const decision = await givenDecision(xml, 'D40');
    let reads = 0;
    expect(decision.evaluate(() => (reads++, 2), CLOCK)).to.equal(42);
    expect(reads).to.equal(1);
  });

  it('are not made when their result is not needed', async () => {
    const decision = await givenDecision(
      dmn(
        inputData('n', 'number'),
        decisionXml('Fails', literal('1 / n', 'number'), ['Input_n']),
        decisionXml('Decision', literal('if n = 0 then 0 else Fails'), ['Input_n', 'Fails']),
      ),
    );
    expect(decide(decision, { n: 0 })).to.equal(0);
    expect(decide(decision, { n: 4 })).to.equal(0.25);
  });

  it('are refused when they go round in a circle', async () => {
    const xml = dmn(
      decisionXml('A', literal('B + 1'), ['B']),
      decisionXml('B', literal('C + 1'), ['C']),
      decisionXml('C', literal('A + 1'), ['A']),
    );
    const { decisions, problems } = await compileDecisions([xml]);
    expect(problems.map(({ code }) => code)).to.include('REQUIREMENTS_IN_A_CIRCLE');
    expect(problems[0]?.message).to.equal('These decisions require each other: A, B, C, A.');
    expect([...decisions.keys()]).to.deep.equal([]);
  });

  it('are refused in chains without end', async () => {
    const chain = Array.from({ length: 500 }, (_, level) =>
      decisionXml(`D${level}`, literal(`D${level + 1}`), [`D${level + 1}`]),
    );
    const problems = await problemsOf(dmn(...chain, decisionXml('D500', literal('1'))));
    expect(problems.map(({ code }) => code)).to.include('REQUIREMENTS_TOO_DEEP');
  });

  it('are refused when what they require is not there', async () => {
    const [problem] = await problemsOf(dmn(decisionXml('Decision', literal('1'), ['Missing'])));
    expect(problem).to.include({ code: 'REQUIREMENT_NOT_FOUND', decisionId: 'Decision' });
  });

  it('see nothing that they do not require', async () => {
    const problems = await problemsOf(
      dmn(
        inputData('age', 'number'),
        inputData('name', 'string'),
        decisionXml('Decision', literal('age > 3 and name = "x"'), ['Input_age']),
      ),
    );
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include({ code: 'EXPRESSION_UNDECLARED_NAME', decisionId: 'Decision' });
  });

  it('use results by their type', async () => {
    const problems = await problemsOf(
      dmn(decisionXml('Limit', literal('"x"', 'string')), decisionXml('Decision', literal('Limit > 3'), ['Limit'])),
    );
    expect(problems.map(({ code }) => code)).to.deep.equal(['EXPRESSION_IMPOSSIBLE_COMPARISON']);
  });
});

describe('Boxed expressions', () => {
  const entry = (name: string, text: string): string =>
    `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`;

  it('are contexts whose entries see those before them', async () => {
    const context = `<context>${entry('half', 'n / 2')}${entry('double', 'half * 4')}</context>`;
    const decision = await givenDecision(dmn(inputData('n', 'number'), decisionXml('Decision', context, ['Input_n'])));
    expect(decide(decision, { n: 6 })).to.deep.equal({ half: 3, double: 12 });
    expect(decision).to.deep.include({ reads: ['n'], resultType: 'context' });
  });

  it('give the result of a last entry without a name', async () => {
    const context = `<context>${entry('half', 'n / 2')}<contextEntry>${literal('half + 1')}</contextEntry></context>`;
    const decision = await givenDecision(dmn(inputData('n', 'number'), decisionXml('Decision', context, ['Input_n'])));
    expect(decide(decision, { n: 6 })).to.equal(4);
    expect(decision.resultType).to.equal('number');
  });

  it('are lists', async () => {
    const list = `<list>${literal('n')}${literal('n + 1')}</list>`;
    const decision = await givenDecision(dmn(inputData('n', 'number'), decisionXml('Decision', list, ['Input_n'])));
    expect(decide(decision, { n: 6 })).to.deep.equal([6, 7]);
  });
});
