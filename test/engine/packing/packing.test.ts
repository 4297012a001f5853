import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import fc from 'fast-check';

import {
  compile,
  createEnvironment,
  packModel,
  unpackInSteps,
  unpackModel,
  type CompileOptions,
  type Environment,
  type ExecutableModel,
} from '../../../engine/index.js';
import { loadScenarios } from '../../../server/cli/scenario/load-scenarios.js';
import { namesOf } from '../../../server/cli/scenario/names.js';
import { playScenario } from '../../../server/cli/scenario/play-scenario.js';
import { simulationWorld } from '../../../server/cli/scenario/simulation-world.js';
import { blockXml } from '../../conformance/block-xml.js';
import { cases } from '../../conformance/blocks.js';
import { compileCase } from '../../conformance/compile-case.js';
import {
  after,
  environmentOf,
  formatGolden,
  goldenFile,
  namesIn,
  STATE_VERSION,
  textOf,
} from '../../golden/golden-file.js';
import { pathways } from '../../pathways/pathway-files.js';
import { scenarioFilesOf } from '../../pathways/scenario-files.js';
import { decisionXml, dmn, literal, tableXml } from '../decisions/given-decision.js';
import { happenings } from '../execution/properties/graphs.js';
import { play } from '../execution/properties/play.js';
import { shapeOf } from './shape-of.js';
import { unpacked } from './unpacked.js';

const tests = fileURLToPath(new URL('../../', import.meta.url));
const drawings = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.bpmn'));

/** DMN texts that lie beside a drawing; two decisions of one name would be refused. */
const decisionsBeside = (path: string): readonly string[] => {
  const folder = join(tests, dirname(path));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dmn'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
};

const expectSame = (model: ExecutableModel): void => {
  const again = unpacked(model);
  expect(again.key).to.equal(model.key);
  expect(shapeOf(again)).to.equal(shapeOf(model));
  expect(packModel(again)).to.deep.equal(packModel(model));
};

describe('A model that is packed and unpacked', () => {
  it('is the same, whatever it holds: every drawing of the tests', async function () {
    this.timeout(120_000);
    let compared = 0;
    for (const path of drawings) {
      const options: CompileOptions = { decisions: decisionsBeside(path) };
      const { model } = await compile(readFileSync(join(tests, path), 'utf8'), options);
      if (model) expectSame(model);
      if (model) compared += 1;
    }
    expect(compared).to.be.greaterThan(150);
  });

  it('is the same, with forms: every shipped pathway', async () => {
    for (const { xml, forms } of pathways) expectSame(await compileCase(xml, { forms }));
  });

  it('keeps a form whose fields hold themselves, and one that uses words of JavaScript', async () => {
    const forms = {
      tree: {
        type: 'object',
        $defs: {
          node: {
            type: 'object',
            properties: { due: { type: 'string', format: 'date' }, inner: { $ref: '#/$defs/node' } },
          },
        },
        properties: { root: { $ref: '#/$defs/node' }, all: { type: 'array', items: { $ref: '#/$defs/node' } } },
        'x-words': JSON.parse('{ "__proto__": { "a": [1] }, "constructor": "b", "10": null, "2": true }') as unknown,
      },
    };
    const model = await compileCase(form('tree'), { forms });
    expect(packModel(model)[0]).to.contain('"circles":[[');
    expectSame(model);
  });

  it('decides as it did: tables with words of several parts, decisions that require others, contexts and lists', async () => {
    const model = await compileCase(decides, { decisions: [decisions] });
    expectSame(model);
    for (const each of [model, unpacked(model)]) {
      const task = each.elements['T'];
      if (task?.type !== 'bpmn:BusinessRuleTask') throw new Error('T decides');
      const decide = (values: Record<string, number>): unknown =>
        task.decision.evaluate((name) => values[name], { now: 0, zone: 'Europe/Oslo' });
      expect(decide({ score: 180 })).to.deep.equal({ all: [360, 2], sum: 6 });
      expect(decide({ score: 90 })).to.deep.equal({ all: [180, 1], sum: 2 });
      expect(() => decide({ score: 900 })).to.throw('INPUT_NOT_ALLOWED');
    }
  });

  it('is texts that JSON keeps', async () => {
    for (const { xml, forms } of pathways) {
      const model = await compileCase(xml, { forms });
      const kept = JSON.parse(JSON.stringify(packModel(model))) as readonly string[];
      expect(shapeOf(unpackModel(kept))).to.equal(shapeOf(model));
    }
  });

  for (const name of namesIn(STATE_VERSION)) {
    it(`saves to the byte the same state, and comes to the same end: ${name}`, async () => {
      const file = goldenFile(STATE_VERSION, name);
      const environment = unpackedEnvironment(await environmentOf(STATE_VERSION, file));
      const state = after(environment, null, file.commands);
      expect(formatGolden({ ...file, state })).to.equal(textOf(STATE_VERSION, name));
      expect(after(environment, state, file.then)?.status).to.equal(file.ends);
    });
  }

  for (const { id } of pathways) {
    it(`plays every scenario as it did: ${id}`, async function () {
      this.timeout(60_000);
      const scenarios = await loadScenarios(scenarioFilesOf(id));
      for (const { scenario, models, library, begins, times, zone } of scenarios) {
        const names = namesOf(models, library, 'en');
        const played = await Promise.all(
          [models, models.map(unpacked)].map((each) =>
            playScenario(scenario, simulationWorld(each, begins), { begins, times, zone, names }),
          ),
        );
        expect(played[1]).to.deep.equal(played[0]);
        expect(played[1]?.every(({ passed }) => passed)).to.equal(true);
      }
      expect(scenarios.length).to.be.greaterThan(0);
    });
  }

  it('does the same, whatever happens to it', async function () {
    this.timeout(120_000);
    const property = fc.asyncProperty(cases, happenings, async ({ block }, list) => {
      const model = await compileCase(blockXml(block, { isExecutable: true }));
      const [one, other] = [model, unpacked(model)].map((each) => play(each, 'Process_Case', list));
      const [id = ''] = one?.instances() ?? [];
      expect(other?.history(id)).to.deep.equal(one?.history(id));
      expect(other?.state(id)).to.deep.equal(one?.state(id));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('is unpacked in many steps, so that others have their turn', async () => {
    const model = await compileCase(pathways[0]?.xml ?? '', { forms: pathways[0]?.forms ?? {} });
    let steps = 0;
    for (const each = unpackInSteps(packModel(model)); each.next().done !== true;) steps += 1;
    expect(steps).to.be.greaterThan(10);
  });

  it('is refused when a text of it is missing', async () => {
    const packed = packModel(await compileCase(pathways[0]?.xml ?? '', { forms: pathways[0]?.forms ?? {} }));
    expect(() => unpackModel(packed.slice(0, 1))).to.throw('PACKED_MODEL_NOT_WHOLE');
  });
});

function unpackedEnvironment({ models, root }: Environment): Environment {
  const all = Object.values(models).map(unpacked);
  const own = all.find(({ key }) => key === root);
  if (!own) throw new Error('an environment has its root');
  return createEnvironment(
    own,
    all.filter((model) => model !== own),
  );
}

const form = (id: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:pathway="urn:samlop:pathway:1" id="D" targetNamespace="t">
<bpmn:process id="P" isExecutable="true"><bpmn:startEvent id="S" /><bpmn:userTask id="T" pathway:form="${id}" />
<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="T" /></bpmn:process></bpmn:definitions>`;

const decides = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:pathway="urn:samlop:pathway:1" id="D" targetNamespace="t">
<bpmn:process id="P" isExecutable="true"><bpmn:extensionElements><pathway:variables><pathway:variable name="score" type="number" /></pathway:variables></bpmn:extensionElements>
<bpmn:startEvent id="S" /><bpmn:businessRuleTask id="T" pathway:decision="Whole" pathway:resultVariable="result" />
<bpmn:sequenceFlow id="F" sourceRef="S" targetRef="T" /></bpmn:process></bpmn:definitions>`;

const decisions = dmn(
  '<inputData id="Input_pressure" name="p"><variable name="score" typeRef="number" /></inputData>',
  decisionXml(
    'Points',
    tableXml({
      hitPolicy: 'COLLECT',
      aggregation: 'SUM',
      inputs: [{ text: 'score', type: 'number', values: '[0..300]' }],
      outputs: [{ name: 'points', type: 'number' }],
      rules: [
        ['> 100', '4'],
        ['-', '2'],
      ],
    }),
    ['Input_pressure'],
    '<variable name="Points of pressure" />',
  ),
  decisionXml(
    'Whole',
    `<context><contextEntry><variable name="all" /><list>${literal('score * 2')}${literal('if Points of pressure > 5 then 2 else 1')}</list></contextEntry>
     <contextEntry><variable name="sum" />${literal('Points of pressure')}</contextEntry></context>`,
    ['Input_pressure', 'Points'],
  ),
);
