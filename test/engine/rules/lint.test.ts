import { existsSync, readFileSync, readdirSync } from 'node:fs';

import { expect } from 'chai';

import { diagramComplete } from '../../../engine/rules/diagram-complete.js';
import { lintConfig, lintRules } from '../../../engine/rules/lint.js';
import { lintBpmn } from '../../../engine/rules/lint-bpmn.js';
import type { LintRule } from '../../../engine/rules/lint-rule.js';

const here = new URL('./', import.meta.url);
const engine = new URL('../../../engine/rules/', here);
const model = (path: string): string => readFileSync(new URL(`models/${path}.bpmn`, here), 'utf8');

describe('The rules for pathways', () => {
  for (const rule of lintRules) {
    it(`${rule.name} has its file, its test, its models and its line in the table`, () => {
      const readme = readFileSync(new URL('README.md', engine), 'utf8');

      expect(existsSync(new URL(`${rule.name}.ts`, engine))).to.equal(true);
      expect(existsSync(new URL(`${rule.name}.test.ts`, here))).to.equal(true);
      expect(readdirSync(new URL(`models/${rule.name}/`, here))).to.have.length.greaterThan(1);
      expect(readme).to.include(`| \`${rule.name}\` | ${rule.severity} |`);
    });
  }

  it('name the element, its name, the rule and what is wrong in every finding', async () => {
    const findings = await lintBpmn(model('no-dead-path/task-that-nothing-leads-to'));

    expect(findings.find((finding) => finding.code === 'no-dead-path')).to.deep.equal({
      severity: 'error',
      code: 'no-dead-path',
      elementId: 'Task_Lost',
      elementName: 'Send epikrise',
      line: 11,
      message: 'No path from a start leads here: this is never reached.',
    });
  });

  it('hold for a model whose elements do not repeat their flows', async () => {
    const xml = model('join-can-complete/exclusive-split-into-parallel-join');
    const terse = xml.replace(/^\s*<bpmn:(incoming|outgoing)>.*\n/gm, '');

    const codesOf = async (text: string) =>
      (await lintBpmn(text)).map((finding) => `${finding.code} ${finding.elementId}`);

    expect(terse).not.to.include('<bpmn:incoming>');
    expect(await codesOf(terse)).to.deep.equal(await codesOf(xml));
  });

  it('report a rule that cannot be checked instead of throwing', async () => {
    const broken: LintRule = {
      name: 'broken-rule',
      severity: 'warning',
      says: 'It cannot be checked.',
      check: (element) => {
        if (element.$type === 'bpmn:Process') throw new Error('a defect of the rule');
      },
    };

    const findings = await lintBpmn(model('diagram-complete/no-diagram'), [broken, diagramComplete]);

    expect(findings.map((finding) => `${finding.severity} ${finding.code} ${finding.elementId}`)).to.deep.equal([
      'error broken-rule Process_1',
      'error diagram-complete Definitions_1',
    ]);
    expect(findings[0]?.message).to.include('a defect of the rule');
  });

  it('give a text that is not BPMN no findings: that is told by compiling it', async () => {
    expect(await lintBpmn('<html></html>')).to.deep.equal([]);
  });

  it('are given to the modeller as objects, without a file being read', () => {
    const names = Object.keys(lintConfig.config.rules);

    expect(names).to.deep.equal(lintRules.map((rule) => rule.name));
    expect(names.map((name) => typeof lintConfig.resolver.resolveRule('bpmnlint', name)().check)).to.deep.equal(
      names.map(() => 'function'),
    );
  });

  it('answer in seconds for a pathway of five thousand elements', async () => {
    const tasks = Array.from(
      { length: 2500 },
      (_, i) => `<task id="t${i}"/><sequenceFlow id="f${i}" sourceRef="t${i}" targetRef="t${i + 1}"/>`,
    );
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t"><process id="P" isExecutable="true">
      <startEvent id="S"/><sequenceFlow id="f" sourceRef="S" targetRef="t0"/>${tasks.join('')}<task id="t2500"/></process></definitions>`;
    const drawn = ['diagram-complete', 'no-overlapping-elements', 'label-required'];

    const before = process.cpuUsage();
    const findings = await lintBpmn(
      xml,
      lintRules.filter((rule) => !drawn.includes(rule.name)),
    );

    expect(findings.map((finding) => finding.code)).to.deep.equal(['clear-start-and-end', 'no-implicit-end']);
    expect(secondsSince(before)).to.be.lessThan(5);
  });

  it('answer in seconds for a pathway of sixty parallel choices', async () => {
    const branches = Array.from({ length: 60 }, (_, i) => branch(i)).join('');
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t"><process id="P" isExecutable="true">
      <startEvent id="S"/><parallelGateway id="F"/><parallelGateway id="J"/><endEvent id="E"/>
      <sequenceFlow id="f1" sourceRef="S" targetRef="F"/><sequenceFlow id="f2" sourceRef="J" targetRef="E"/>${branches}</process></definitions>`;

    const before = process.cpuUsage();
    const findings = await lintBpmn(
      xml,
      lintRules.filter((rule) => rule.name === 'join-can-complete'),
    );

    expect(findings).to.deep.equal([]);
    expect(secondsSince(before)).to.be.lessThan(5);
  });
});

const branch = (
  i: number,
): string => `<exclusiveGateway id="x${i}"/><task id="a${i}"/><task id="b${i}"/><exclusiveGateway id="m${i}"/>
  <sequenceFlow id="f${i}" sourceRef="F" targetRef="x${i}"/><sequenceFlow id="xa${i}" sourceRef="x${i}" targetRef="a${i}"/>
  <sequenceFlow id="xb${i}" sourceRef="x${i}" targetRef="b${i}"/><sequenceFlow id="am${i}" sourceRef="a${i}" targetRef="m${i}"/>
  <sequenceFlow id="bm${i}" sourceRef="b${i}" targetRef="m${i}"/><sequenceFlow id="mj${i}" sourceRef="m${i}" targetRef="J"/>`;

/** Of this process's own work: what else the machine does is not counted. */
const secondsSince = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1e6;
