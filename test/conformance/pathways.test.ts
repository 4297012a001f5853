import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import type { Scenario } from '../../server/cli/scenario/scenario-format.js';
import { libraryOf, playPathway, type Played } from './play-pathway.js';

const PATHWAYS = new URL('../../pathways/', import.meta.url);

describe('every shipped pathway in both engines', () => {
  const played = new Map<string, Played>();

  for (const pathway of readdirSync(PATHWAYS, { withFileTypes: true })) {
    if (!pathway.isDirectory()) continue;
    for (const scenario of scenariosOf(pathway.name)) {
      it(`opens the same tasks and takes the same flows in ${pathway.name}, ${scenario.title.en}`, async function () {
        this.timeout(30_000);

        const result = await playPathway(scenario, await libraryOf(PATHWAYS));

        expect(result.compared, 'comparisons').to.be.greaterThan(0);
        played.set(`${pathway.name}: ${scenario.title.en}`, result);
      });
    }
  }

  it('goes the normal course from admission to the four-week checklist to its end', () => {
    const [, whole] = [...played].find(([name]) => name.startsWith('innleggelse-utskrivning: The normal course')) ?? [];

    expect(whole?.status).to.equal('completed');
    expect(whole?.steps).to.equal(whole?.of);
  });

  it('leaves out less than a fifth of all steps', () => {
    const sum = (count: (each: Played) => number): number =>
      [...played.values()].reduce((all, each) => all + count(each), 0);

    console.log(
      sum(({ steps }) => steps),
      sum((each) => each.of),
    );
    expect(sum(({ steps }) => steps)).to.be.greaterThan(sum((each) => each.of) * 0.8);
  });
});

function scenariosOf(pathway: string): readonly Scenario[] {
  const folder = new URL(`${pathway}/scenarios/`, PATHWAYS);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Scenario);
}
