import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { expect } from 'chai';
import ts from 'typescript';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'engine/README.md'), 'utf8');
const engine = join(root, 'engine/index.ts');

const [model = ''] = blocks('xml');
const examples = blocks('ts').map((code, index) => ({ code, printed: blocks('text')[index] ?? '' }));

describe('The examples of the engine’s README', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-readme-'));
    writeFileSync(join(folder, 'assessment.bpmn'), model);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('are two: in memory, and step by step', () => {
    expect(examples.map(({ printed }) => printed.length > 0)).to.deep.equal([true, true]);
  });

  examples.forEach(({ code, printed }, index) => {
    it(`run, and print what they say: ${index + 1}`, async function () {
      this.timeout(30_000);
      const file = join(folder, `example-${index + 1}.mts`);
      writeFileSync(file, importing(code, pathToFileURL(engine).href));

      const { stdout } = await run(process.execPath, ['--import', 'tsx', file], { cwd: root });

      expect(stdout).to.equal(printed);
    });
  });

  it('hold their types', function () {
    this.timeout(60_000);
    const files = examples.map(({ code }, index) => {
      const file = join(folder, `typed-${index + 1}.mts`);
      writeFileSync(file, importing(code, engine));
      return file;
    });

    expect(typeErrors(files)).to.deep.equal([]);
  });
});

describe('The READMEs of the engine', () => {
  for (const path of ['engine/README.md', 'engine/execution/README.md', 'engine/model/README.md']) {
    it(`link only to files that there are: ${path}`, () => {
      const text = readFileSync(join(root, path), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
      const own = links.filter((target) => !target.startsWith('https://'));

      expect(own.filter((target) => !existsSync(new URL(target, pathToFileURL(join(root, path)))))).to.deep.equal([]);
    });
  }

  it('name every file of the execution core', () => {
    const text = readFileSync(join(root, 'engine/execution/README.md'), 'utf8');
    const program = ts.sys.readDirectory(join(root, 'engine/execution'), ['.ts']);
    const names = program.map((file) => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length));

    expect(names.filter((name) => !text.includes(`\`${name}\``) && !text.includes(`/${name}\``))).to.deep.equal([]);
  });
});

function blocks(language: string): string[] {
  const found = readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, text = '']) => text);
}

function importing(code: string, from: string): string {
  return code.replaceAll(`'./engine/index.js'`, `'${from}'`);
}

function typeErrors(files: readonly string[]): string[] {
  const ambient = join(root, 'engine/model/read/bpmn-moddle.d.ts');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const more = { allowImportingTsExtensions: true, noEmit: true, typeRoots: [join(root, 'node_modules/@types')] };
  const program = ts.createProgram([...files, ambient], { ...options, ...more });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}
