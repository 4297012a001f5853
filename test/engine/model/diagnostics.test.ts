import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { compile } from '../../../engine/index.js';
import { DIAGNOSTICS } from '../../../engine/model/diagnostic-codes.js';
import { activityCases } from './cases/activity-cases.js';
import { containerCases } from './cases/container-cases.js';
import { dataCases } from './cases/data-cases.js';
import type { DiagnosticCase } from './cases/diagnostic-case.js';
import { eventCases } from './cases/event-cases.js';
import { eventGatewayCases } from './cases/event-gateway-cases.js';
import { expressionCases } from './cases/expression-cases.js';
import { extensionCases } from './cases/extension-cases.js';
import { flowCases } from './cases/flow-cases.js';
import { textCases } from './cases/text-cases.js';

const GROUPS: Readonly<Record<string, readonly DiagnosticCase[]>> = {
  'The text of a model': textCases,
  'Processes and sub-processes': containerCases,
  'Flows and gateways': flowCases,
  'Event-based gateways': eventGatewayCases,
  Events: eventCases,
  Activities: activityCases,
  Data: dataCases,
  Extensions: extensionCases,
  Expressions: expressionCases,
};

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(`${group}: what is refused or pointed out, with element and reason`, () => {
    for (const each of cases) {
      it(`${each.rule} (${each.code})`, async () => {
        const { model, diagnostics } = await compile(each.bad, each.options);
        const found = diagnostics.find(({ code }) => code === each.code);
        expect(found, `codes: ${diagnostics.map(({ code }) => code).join(', ')}`).to.include({
          elementId: each.element,
        });
        expect(found?.message)
          .to.match(/^["A-Z].*[.)?]$/)
          .and.not.match(/[{}]\w*[{}]/);
        expect(model === undefined).to.equal(diagnostics.some(({ severity }) => severity === 'error'));

        const good = await compile(each.good, each.goodOptions ?? each.options);
        expect(good.diagnostics.filter(({ code }) => code === each.code)).to.deep.equal([]);
      });
    }
  });
}

describe('Diagnostics', () => {
  const tested = new Set(Object.values(GROUPS).flatMap((cases) => cases.map(({ code }) => code)));

  it('each have a model that shows them and one that mends them', () => {
    expect(Object.keys(DIAGNOSTICS).filter((code) => !tested.has(code))).to.deep.equal([]);
  });

  it('are all listed in the table of the README, with their severity', () => {
    const readme = readFileSync(new URL('../../../engine/model/README.md', import.meta.url), 'utf8');
    const listed = new Map([...readme.matchAll(/^\| `([A-Z_]+)` \| (\w+) \|/gm)].map((row) => [row[1], row[2]]));
    const codes = Object.entries(DIAGNOSTICS).map(([code, { severity }]) => [code, severity] as const);
    expect([...listed].sort()).to.deep.equal(codes.sort());
  });
});
