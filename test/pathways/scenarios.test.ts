import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { demoPeople } from '../../server/application/demo/demo-people.js';
import { scenarioCommand } from '../../server/cli/commands/scenario.js';
import type { Scenario } from '../../server/cli/scenario/scenario-format.js';
import { compiledLibrary } from './compiled-pathways.js';
import { pathways } from './pathway-files.js';

const LIBRARY = fileURLToPath(new URL('../../pathways/', import.meta.url));
const filesOf = (id: string): readonly string[] =>
  readdirSync(`${LIBRARY}${id}/scenarios`).map((name) => `${LIBRARY}${id}/scenarios/${name}`);
const scenarioAt = (path: string): Scenario => JSON.parse(readFileSync(path, 'utf8')) as Scenario;

for (const { id } of pathways) {
  describe(`The scenarios of ${id}`, () => {
    for (const path of filesOf(id)) {
      it(`play: ${scenarioAt(path).title.en}`, async function () {
        this.timeout(30_000);
        let told = '';
        const write = (text: string): void => void (told += text);
        const exitCode = await scenarioCommand.run([path], { write, error: write, colour: false });
        expect(exitCode, told).to.equal(0);
      });
    }

    it('are told in three languages', () => {
      const titles = filesOf(id).flatMap((path) => Object.values(scenarioAt(path).title));
      expect(titles.filter((title) => title.trim() === '')).to.deep.equal([]);
      expect(titles).to.have.lengthOf(3 * filesOf(id).length);
    });
  });
}

describe('The scenarios together', () => {
  it('complete every user task of the two pathways at least once', () => {
    const completed = new Set(
      pathways
        .flatMap(({ id }) => filesOf(id))
        .flatMap((path) => scenarioAt(path).steps.map(({ complete }) => complete)),
    );
    const tasks = pathways.flatMap(({ xml }) =>
      [...xml.matchAll(/<bpmn:userTask id="([^"]+)"/g)].map((match) => match[1]),
    );
    expect(tasks.filter((task) => !completed.has(task))).to.deep.equal([]);
  });

  it('let every task be done by somebody it is meant for', async () => {
    const elements = (await compiledLibrary()).flatMap((model) => Object.values(model.elements));
    const groupOf = (task: string): string | undefined =>
      elements.flatMap((element) =>
        element.id === task && 'assignment' in element ? [element.assignment.candidateGroup] : [],
      )[0];
    const steps = pathways.flatMap(({ id }) => filesOf(id)).flatMap((path) => scenarioAt(path).steps);
    const wrong = steps.filter(({ complete, by }) => {
      const groups = demoPeople.find((person) => person.id === by)?.candidateGroups ?? [];
      return complete !== undefined && !groups.includes(groupOf(complete) ?? '');
    });
    expect(wrong.map(({ complete, by }) => `${complete} by ${by}`)).to.deep.equal([]);
    expect(steps.length).to.be.greaterThan(50);
  });
});
