import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { fixtures, runSamlop, samlop } from './run-samlop.js';

describe('The samlop command', function () {
  this.timeout(60_000);

  it('lists its commands when it is asked for help', async () => {
    const { code, stdout } = await runSamlop(['--help']);

    expect(code).to.equal(0);
    expect(stdout).to.match(/^ {2}lint {6}\S/m);
    expect(stdout).to.match(/^ {2}scenario {2}\S/m);
  });

  it('ends with 2 and says why where a command is not known', async () => {
    const { code, stdout, stderr } = await runSamlop(['lnt']);

    expect(stderr).to.include('unknown command lnt. Commands: lint, scenario');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
  });

  it('tells how a command is used, even where its arguments are wrong', async () => {
    const lint = await samlop('lint', '--help');
    const scenario = await samlop('scenario', '--lang', '--help');

    expect([lint.code, scenario.code]).to.deep.equal([0, 0]);
    expect(lint.stdout).to.match(/^Usage: samlop lint/);
    expect(scenario.stdout).to.match(/^Usage: samlop scenario/);
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      readonly version: string;
    };

    const { code, stdout } = await runSamlop(['--version']);

    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: `${version}\n` });
  });

  it('tells every flag of a scenario when it is asked for help', async () => {
    const { stdout } = await samlop('scenario', '--help');

    for (const flag of ['--all', '--lang', '--json', '--server', '--person'])
      expect(stdout).to.match(new RegExp(`^ {2}${flag}\\b`, 'm'));
  });

  for (const [args, message] of [
    [[], 'Usage: samlop'],
    [['--loud'], 'unknown flag --loud'],
    [['lint'], 'give at least one path'],
    [['lint', join(fixtures, 'good'), '--loud'], "Unknown option '--loud'"],
    [['lint', 'nowhere'], 'nowhere: there is no such file or folder'],
    [['lint', join(fixtures, 'good/hjemmebesok/i18n/nn.json')], 'give a .bpmn file'],
    [['lint', join(fixtures, 'good/hjemmebesok/forms')], 'no .bpmn file is in this folder'],
    [['scenario', 'nowhere.json'], 'nowhere.json: there is no such file or folder'],
    [['scenario', join(fixtures, 'good/oppfolging')], 'there are no scenarios'],
    [['scenario', join(fixtures, 'good'), '--lang', 'sv'], '--lang sv: give nb, nn or en'],
    [['scenario', join(fixtures, 'good'), '--server', 'localhost'], 'give an address like http://localhost:3000'],
    [['scenario', join(fixtures, 'bad/feil')], 'the library cannot be deployed'],
  ] as const) {
    it(`ends with 2 and says why: samlop ${args.map((arg) => arg.replace(fixtures, '')).join(' ')}`, async () => {
      const { code, stdout, stderr } = await samlop(...args);

      expect(code).to.equal(2);
      expect(stderr).to.include(message);
      expect(stdout).to.equal('');
    });
  }
});

describe('The bench and the conformance run', function () {
  this.timeout(60_000);

  for (const program of ['bench', 'conformance'])
    it(`end with 2 and one sentence for a flag that they do not know: ${program}`, () => {
      const file = fileURLToPath(new URL(`../../${program}/run.ts`, import.meta.url));

      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file, '--foo'], {
        encoding: 'utf8',
      });

      expect(stderr).to.match(/^Unknown option '--foo'\. Usage: npm run .*\n$/);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    });
});
