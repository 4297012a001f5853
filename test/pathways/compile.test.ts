import { expect } from 'chai';

import { lintBpmn, type Diagnostic, type ExecutableModel } from '../../engine/index.js';
import { compilePathway } from './compiled-pathways.js';
import { pathwayOf, pathways } from './pathway-files.js';

const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics
    .filter(({ severity }) => severity !== 'information')
    .map(({ code, elementId, message }) => `${code} ${elementId}: ${message}`);

for (const pathway of pathways) {
  describe(`The pathway ${pathway.id}`, () => {
    let model: ExecutableModel;

    it('compiles without an error and without a warning', async () => {
      const { model: compiled, diagnostics } = await compilePathway(pathway);
      expect(told(diagnostics)).to.deep.equal([]);
      if (!compiled) throw new Error('no model');
      model = compiled;
    });

    it('is drawn as the rules for pathways ask', async () => {
      expect(told(await lintBpmn(pathway.xml))).to.deep.equal([]);
    });

    it('gives every user task to somebody on a service level; the patient alone has none', () => {
      const tasks = Object.values(model.elements).flatMap((element) =>
        element.type === 'bpmn:UserTask' ? [element] : [],
      );
      const nobodys = tasks.filter(({ assignment }) => !assignment.candidateGroup);
      const levelless = tasks.filter(({ assignment }) => !assignment.serviceLevel);
      expect(nobodys.map(({ id }) => id)).to.deep.equal([]);
      expect(new Set(levelless.map(({ assignment }) => assignment.candidateGroup))).to.deep.equal(new Set(['patient']));
      expect(new Set(tasks.map(({ assignment }) => assignment.serviceLevel))).to.deep.equal(
        new Set([undefined, 'gp', 'municipality', 'specialist']),
      );
    });

    it('says in its README what must be approved locally, and claims nothing', () => {
      expect(pathway.readme).to.match(/approved locally/);
      expect(pathway.readme).to.match(/No clinical effect is claimed/);
      expect(pathway.readme).to.match(/not CE-marked/);
      expect(pathway.readme).to.match(/What a municipality must set before use/);
    });
  });
}

describe('The two pathways', () => {
  it('have the follow-up as a process of its own, which the admission calls', async () => {
    const { model: admission } = await compilePathway(pathwayOf('innleggelse-utskrivning'));
    const { model: followUp } = await compilePathway(pathwayOf('hph-oppfolging'));
    const call = admission?.elements['CallActivity_FollowUp'];
    expect(call).to.include({ type: 'bpmn:CallActivity', calledElement: 'Process_HphFollowUp', binding: 'latest' });
    expect(Object.keys(admission?.processes ?? {})).to.deep.equal(['Process_AdmissionDischarge']);
    expect(Object.keys(followUp?.processes ?? {})).to.deep.equal(['Process_HphFollowUp']);
  });

  it('share no element id, so that a task is known by its id in the whole instance', async () => {
    const models = await Promise.all(pathways.map(async (pathway) => (await compilePathway(pathway)).model));
    const all = models.flatMap((model) => [...Object.keys(model?.elements ?? {}), ...Object.keys(model?.flows ?? {})]);
    expect(all.filter((id, i) => all.indexOf(id) !== i)).to.deep.equal([]);
  });
});
