import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';

import { fixtures, Library, runSamlop, samlop } from './run-samlop.js';

interface Report {
  readonly errors: number;
  readonly warnings: number;
  readonly files: readonly { readonly file: string; readonly findings: readonly Record<string, unknown>[] }[];
}

describe('samlop lint', function () {
  this.timeout(60_000);
  let library: Library;
  let bad: Library;

  before(async () => {
    bad = await Library.copy('bad');
    await bad.with(
      'feil/forms/skadet.schema.json',
      '{\n  "type": "object",\n  "properties": {\n    "a": {}\n    "b": {}\n  }\n}\n',
    );
  });
  after(() => bad.remove());

  beforeEach(async () => {
    library = await Library.copy();
  });
  afterEach(() => library.remove());

  it('has nothing to say about pathways that are in order', async () => {
    const { code, stdout, stderr } = await runSamlop(['lint', 'good']);

    expect({ code, stdout, stderr }).to.deep.equal({
      code: 0,
      stdout: '0 errors, 0 warnings, 0 notes in 10 files\n',
      stderr: '',
    });
  });

  it('names file, element, line and reason of everything that is wrong, in plain text', async () => {
    const { code, stdout } = await runSamlop(['lint', 'feil'], bad.path);
    const lines = stdout.split('\n');

    expect(code).to.equal(1);
    expect(lines).to.include('feil/pathway.bpmn');
    expect(lines).to.include(
      '  error    Call_Nobody “Følg opp” line 7: It calls the process Process_Nobody, which no pathway here or beside it has. [CALLED_PROCESS_NOT_FOUND]',
    );
    expect(stdout).to.match(/error {4}Gateway_Join line 8: .* \[join-can-complete\]/);
    expect(stdout).to.match(/error {4}Flow_2 “Ja” line 11: .*unknownName.* \[EXPRESSION_UNDECLARED_NAME\]/);
    expect(stdout).to.match(/error {4}Definitions_Bad line 2: The model has no diagram\. \[diagram-complete\]/);
    expect(stdout).to.match(/error {4}The form cannot be used: .* \[FORM_NOT_USABLE\]/);
    expect(stdout).to.match(/error {4}line 5: Not valid JSON: .* \[JSON_NOT_VALID\]/);
    expect(stdout).to.match(/error {4}The file has to hold one JSON object\. \[JSON_NOT_AN_OBJECT\]/);
    expect(stdout).to.match(/warning {2}Task_Asess: .* \[TEXT_WITHOUT_OWNER\]/);
    expect(stdout).to.match(
      /warning {2}Task_Assess “Vurder behov” line 6: It has no name in English .* \[TRANSLATION_MISSING\]/,
    );
    expect(lines).to.include('feil/decisions/hastegrad.dmn');
    expect(stdout).to.match(/error {4}Decision_Urgency: .* \[DECISION_NOT_VALID\]/);
    expect(stdout).to.match(/error {4}step 2: there is no field vent\. \[SCENARIO_NOT_VALID\]/);
    expect(lines.at(-2)).to.match(/^\d+ errors, \d+ warnings, 0 notes in 7 files$/);
    expect(stdout).not.to.include('\u001b');
  });

  it('gives the same findings as one JSON object', async () => {
    const { code, stdout } = await runSamlop(['lint', 'feil', '--json'], bad.path);
    const report = JSON.parse(stdout) as Report;
    const model = report.files.find(({ file }) => file === 'feil/pathway.bpmn');

    expect(code).to.equal(1);
    expect(model?.findings.find((finding) => finding['code'] === 'CALLED_PROCESS_NOT_FOUND')).to.deep.equal({
      severity: 'error',
      code: 'CALLED_PROCESS_NOT_FOUND',
      elementId: 'Call_Nobody',
      elementName: 'Følg opp',
      message: 'It calls the process Process_Nobody, which no pathway here or beside it has.',
      line: 7,
    });
    const severities = report.files.flatMap(({ findings }) => findings.map((finding) => finding['severity']));
    expect(severities.filter((severity) => severity === 'error')).to.have.length(report.errors);
    expect(severities.filter((severity) => severity === 'warning')).to.have.length(report.warnings);
  });

  it('finds a called process in the pathways beside the one that is checked', async () => {
    const beside = await samlop('lint', join(fixtures, 'good/oppfolging/pathway.bpmn'));

    expect(beside.code).to.equal(0);
  });

  it('misses a called process whose pathway is not there', async () => {
    const { path } = library;
    await library.with('hjemmebesok/pathway.bpmn', '<not-bpmn/>');

    const { code, stdout } = await samlop('lint', `${path}/oppfolging`);

    expect(code).to.equal(1);
    expect(stdout).to.include('[CALLED_PROCESS_NOT_FOUND]');
  });

  it('says nothing of texts where the drawing is cut short', async () => {
    const drawn = await readFile(join(library.path, 'hjemmebesok/pathway.bpmn'), 'utf8');
    await library.with('hjemmebesok/pathway.bpmn', drawn.slice(0, drawn.indexOf('<bpmn:userTask') + 20));

    const { code, stdout } = await samlop('lint', `${library.path}/hjemmebesok`);

    expect(code).to.equal(1);
    expect(stdout).to.match(/\[XML_NOT_\w+\]/);
    expect(stdout).to.match(/^1 error, 0 warnings/m);
  });

  it('ends with 0 where there are warnings only', async () => {
    await library.with('hjemmebesok/i18n/en.json', {});

    const { code, stdout } = await samlop('lint', `${library.path}/hjemmebesok`);

    expect(code).to.equal(0);
    expect(stdout).to.match(/warning {2}Task_Visit “Besøk pasienten” line 19: It has no name in English/);
    expect(stdout).to.match(/warning {2}besok: Not in English .*\/properties\/painScore\/title/);
    expect(stdout).to.match(/^0 errors, 10 warnings/m);
  });

  it('tells in which place of a form a text is that nobody reads', async () => {
    await library.with('hjemmebesok/i18n/nn.json', { besok: { '/properties/painScor/title': 'Smerte' } });

    const { stdout } = await samlop('lint', `${library.path}/hjemmebesok`);

    expect(stdout).to.include(
      'There is nothing called besok /properties/painScor/title that this text could belong to.',
    );
  });
});
