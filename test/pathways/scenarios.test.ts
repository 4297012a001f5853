import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { scenarioCommand } from '../../server/cli/commands/scenario.js';
import type { Scenario } from '../../server/cli/scenario/scenario-format.js';
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
});
