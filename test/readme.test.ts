import fs from 'node:fs';
import path from 'node:path';

import { expect } from 'chai';

import { behaviours } from '../engine/execution/elements/registry.js';
import { readSourceFiles, root } from './helpers/source-files.js';

const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const supported = readme
  .slice(readme.indexOf('## Supported BPMN'))
  .split('\n')
  .filter((line) => line.startsWith('| '));
const rows = supported
  .slice(1)
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\|\s*|\s*\|$/g, '').trim()));
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

describe('The table of supported BPMN', () => {
  it('has a row for every element that the engine executes', () => {
    const named = rows.map(([, element]) => element).join(' ');
    expect(Object.keys(behaviours).filter((type) => !named.includes(`\`${type}\``))).to.deep.equal([]);
  });

  for (const [area, element = '', , shown = ''] of rows) {
    it(`shows by a test that there is: ${area}, ${element}`, () => {
      expect(links(shown)).to.not.deep.equal([]);
      expect(links(shown).filter((file) => !file.endsWith('.test.ts') || !exists(file))).to.deep.equal([]);
    });
  }

  it('leaves no feature test out', () => {
    const areas = [
      'activities',
      'collaboration',
      'data',
      'events',
      'faults',
      'flows',
      'gateways',
      'markers',
      'sub-processes',
      'time',
    ];
    const tests = readSourceFiles(areas.map((area) => `test/engine/execution/${area}`)).map((file) => file.path);
    const listed = new Set(rows.flatMap(([, , , shown = '']) => links(shown)));
    expect(tests.filter((file) => file.endsWith('.test.ts') && !listed.has(file))).to.deep.equal([]);
  });
});

describe('The README', () => {
  it('links only to files of the repository that there are', () => {
    const own = links(readme).filter((target) => !target.startsWith('https://'));
    expect(own.filter((file) => !exists(file))).to.deep.equal([]);
  });

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).to.deep.equal([]);
  });
});

function exists(file: string): boolean {
  return fs.existsSync(path.join(root, file));
}
