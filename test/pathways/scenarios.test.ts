import { expect } from 'chai';

import { demoPeople } from '../../server/application/demo/demo-people.js';
import { scenarioCommand } from '../../server/cli/commands/scenario.js';
import { compiledLibrary } from './compiled-pathways.js';
import { pathways } from './pathway-files.js';
import { scenarioAt, scenarioFilesOf } from './scenario-files.js';

for (const { id } of pathways) {
  describe(`The scenarios of ${id}`, () => {
    for (const path of scenarioFilesOf(id)) {
      it(`play: ${scenarioAt(path).title.en}`, async function () {
        this.timeout(30_000);
        let told = '';
        const write = (text: string): void => void (told += text);
        const exitCode = await scenarioCommand.run([path], { write, error: write, colour: false });
        expect(exitCode, told).to.equal(0);
      });
    }

    it('are told in three languages', () => {
      const titles = scenarioFilesOf(id).flatMap((path) => Object.values(scenarioAt(path).title));
      expect(titles.filter((title) => title.trim() === '')).to.deep.equal([]);
      expect(titles).to.have.lengthOf(3 * scenarioFilesOf(id).length);
    });
  });
}

describe('The scenarios together', () => {
  it('complete every user task of the two pathways at least once', () => {
    const completed = new Set(
      pathways
        .flatMap(({ id }) => scenarioFilesOf(id))
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
    const steps = pathways.flatMap(({ id }) => scenarioFilesOf(id)).flatMap((path) => scenarioAt(path).steps);
    const wrong = steps.filter(({ complete, by }) => {
      const groups = demoPeople.find((person) => person.id === by)?.candidateGroups ?? [];
      return complete !== undefined && !groups.includes(groupOf(complete) ?? '');
    });
    expect(wrong.map(({ complete, by }) => `${complete} by ${by}`)).to.deep.equal([]);
    expect(steps.length).to.be.greaterThan(50);
  });
});
