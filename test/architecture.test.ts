import fs from 'node:fs';
import path from 'node:path';

import { expect } from 'chai';
import ts from 'typescript';

import { parseSourceFile, readSourceFiles, root, type Import, type SourceFile } from './helpers/source-files.js';

const TOP_LEVEL = [
  ...['engine', 'modeler', 'pathways', 'server', 'test'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'eslint.config.js', 'README.md'],
];
const MADE = ['node_modules', 'dist', 'coverage'];
const ENGINE_PACKAGES = [
  '@noble/hashes',
  'bpmn-moddle',
  'bpmnlint',
  'bpmnlint-utils',
  'dmn-moddle',
  'feelin',
  'luxon',
  're2js',
];
const NODE_BUILT_IN =
  /^(node:|(assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|url|util|worker_threads|zlib)(\/|$))/;
const SQL =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index|view|trigger)\s|pragma\s)/i;

const ENGINE_DOOR = 'engine/index.ts';
const CONTRACT = 'server/http/contract';
const THREADS = 'server/start-thread.ts';
const STORE_SEES = ['server/application/ports.ts', 'server/application/application-error.ts'];

/**
 * What a folder may import of ours beside itself; the most special folder decides. `types` goes only for types.
 * `http → application → engine`, the stores implement application/ports, and only main.ts sees all.
 */
const ARROWS: Record<string, { readonly may: readonly string[]; readonly types?: readonly string[] }> = {
  engine: { may: [] },
  modeler: { may: [ENGINE_DOOR, 'server/pages/shared'], types: [CONTRACT] },
  'server/pages': { may: [ENGINE_DOOR, 'server/pages/shared'], types: [CONTRACT] },
  'server/http': { may: ['server/application'], types: [ENGINE_DOOR] },
  'server/application': { may: [ENGINE_DOOR] },
  'server/compiler': { may: ['server/application', THREADS, ENGINE_DOOR] },
  'server/sqlite': { may: [...STORE_SEES, THREADS], types: [ENGINE_DOOR] },
  'server/postgres': { may: STORE_SEES, types: [ENGINE_DOOR] },
  // the composition root of the command line, as main.ts is that of the server
  'server/cli/main.ts': { may: ['server/cli', 'server/application', 'server/sqlite', 'server/config.ts'] },
  'server/cli': { may: ['server/application', ENGINE_DOOR], types: [CONTRACT] },
  'server/worker-client': { may: [], types: [CONTRACT] },
  'server/deploy': { may: [] },
  'server/main.ts': { may: ['server', ENGINE_DOOR] },
  // steps of a start that main.ts wires: stores, HTTP and pages are given to them
  'server/start': { may: ['server/application', 'server/cli/library'] },
  server: { may: [], types: ['server/application', ENGINE_DOOR] },
};

const ours = readSourceFiles(['engine', 'modeler', 'server']);
const engine = ours.filter((file) => isWithin(file.path, 'engine'));

describe('The house', () => {
  it('has at its top level nothing but what the design names', () => {
    const found = fs.readdirSync(root).filter((name) => !name.startsWith('.') && !MADE.includes(name));
    expect(found.filter((name) => !TOP_LEVEL.includes(name))).to.deep.equal([]);
  });

  it('names files in kebab-case', () => {
    const all = [...ours, ...readSourceFiles(['test'])].map((file) => path.posix.basename(file.path));
    expect(all.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name))).to.deep.equal([]);
  });

  it('keeps pathways free of code', () => {
    expect(readSourceFiles(['pathways']).map((file) => file.path)).to.deep.equal([]);
  });
});

describe('The import arrows', () => {
  it('point only where the design lets them', () => {
    const wrong = importsOf(ours).filter(([file, target]) => target.file !== undefined && !isAllowed(file, target));
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('enter the engine by its one door', () => {
    const outside = ours.filter((file) => !isWithin(file.path, 'engine'));
    const wrong = importsOf(outside).filter(([, { file }]) => file && isWithin(file, 'engine') && file !== ENGINE_DOOR);
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('never lead to tests', () => {
    expect(shown(importsOf(ours).filter(([, { file }]) => file && isWithin(file, 'test')))).to.deep.equal([]);
  });

  it('lead to files that exist', () => {
    const missing = importsOf(ours).filter(([, { file }]) => file && !fs.existsSync(path.join(root, file)));
    expect(shown(missing)).to.deep.equal([]);
  });

  it('make no circle within the engine', () => {
    expect(circles(engine)).to.deep.equal([]);
  });

  it('lead from the engine to its own few packages, and never to Node', () => {
    const wrong = importsOf(engine).filter(
      ([, target]) => !target.file && !ENGINE_PACKAGES.includes(target.packageName ?? 'node'),
    );
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('lead to feelin only from the expressions', () => {
    const users = ours.filter((file) => file.imports.some(({ packageName }) => packageName === 'feelin'));
    expect(users.length).to.be.greaterThan(0);
    expect(users.map(({ path }) => path).filter((file) => !isWithin(file, 'engine/expressions'))).to.deep.equal([]);
  });

  it('lead from the worker client to nothing but Node when it runs: whoever takes it takes this folder', () => {
    const client = ours.filter((file) => isWithin(file.path, 'server/worker-client'));
    expect(client.length).to.be.greaterThan(0);
    const wrong = importsOf(client).filter(
      ([from, target]) =>
        !target.typeOnly &&
        !target.specifier.startsWith('node:') &&
        !isWithin(target.file ?? '', 'server/worker-client') &&
        !isWithin(from, 'server/worker-client/examples'),
    );
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('lead to the worker client from outside by the door that package.json opens', () => {
    const { exports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, { readonly types: string; readonly default: string }>;
    };
    const { types, default: built } = exports['./worker-client'] ?? { types: '', default: '' };
    expect(fs.existsSync(path.join(root, types))).to.equal(true);
    expect(built).to.equal(types.replace(/^\.\//, './dist/').replace(/\.ts$/, '.js'));
  });

  it('lead to packages that are installed for a user too, not only for a developer', () => {
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const wrong = importsOf(ours).filter(
      ([, { packageName, typeOnly }]) =>
        packageName && !NODE_BUILT_IN.test(packageName) && !typeOnly && !dependencies[packageName],
    );
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('lead from tests only to packages that package.json names', () => {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const named = { ...dependencies, ...devDependencies };
    const wrong = importsOf(readSourceFiles(['test'])).filter(
      ([, { packageName }]) => packageName && !named[packageName],
    );
    expect(shown(wrong)).to.deep.equal([]);
  });

  it('name what is Node’s own as such', () => {
    const wrong = importsOf(ours).filter(([, { packageName }]) => packageName && NODE_BUILT_IN.test(packageName));
    expect(shown(wrong)).to.deep.equal([]);
  });
});

describe('The engine', () => {
  it('has no clock, no chance and no code made from text', () => {
    expect(engine.flatMap((file) => impurities(file.tree).map((found) => `${file.path}: ${found}`))).to.deep.equal([]);
  });
});

describe('SQL', () => {
  it('is written only in the two stores', () => {
    const wrong = ours
      .filter((file) => !isWithin(file.path, 'server/sqlite') && !isWithin(file.path, 'server/postgres'))
      .filter((file) => file.texts.some((text) => SQL.test(text)));
    expect(wrong.map((file) => file.path)).to.deep.equal([]);
  });
});

describe('The architecture test itself', () => {
  const read = (source: string, file = 'engine/model/example.ts') => parseSourceFile(file, source).imports;

  it('sees every way to import', () => {
    const imports = read(`
      import a from 'feelin'; import type { B } from '../../server/config.js'; export * from './diagnostics.js';
      export type { C } from '@noble/hashes/sha2.js'; const d = await import('node:fs'); let e: import('luxon').DateTime;
      const f = require('express');`);
    expect(imports.map(({ packageName, file, typeOnly }) => [packageName ?? file, typeOnly])).to.deep.equal([
      ['feelin', false],
      ['server/config.ts', true],
      ['engine/model/diagnostics.ts', false],
      ['@noble/hashes', true],
      [undefined, false],
      ['luxon', true],
      ['express', false],
    ]);
  });

  for (const [from, specifier, allowed] of [
    ['engine/model/a.ts', '../../server/config.js', false],
    ['engine/model/a.ts', '../execution/state.js', true],
    ['server/http/a.ts', '../sqlite/commit.js', false],
    ['server/http/a.ts', '../application/ports.js', true],
    ['server/application/a.ts', '../http/routes.js', false],
    ['server/sqlite/a.ts', '../application/ports.js', true],
    ['server/sqlite/a.ts', '../application/start-instance.js', false],
    ['server/main.ts', './sqlite/commit.js', true],
    ['server/start/a.ts', '../application/services.js', true],
    ['server/start/a.ts', '../sqlite/commit.js', false],
    ['server/start/a.ts', '../http/create-app.js', false],
    ['server/pages/monitor/a.ts', '../worklist/list.js', false],
    ['server/pages/monitor/a.ts', '../shared/frame.js', true],
    ['modeler/a.ts', '../server/application/ports.js', false],
  ] as const) {
    it(`${allowed ? 'allows' : 'refuses'} ${specifier} in ${from}`, () => {
      const [target] = read(`import { a } from '${specifier}';`, from);
      expect(target && isAllowed(from, target)).to.equal(allowed);
    });
  }

  it('finds a circle', () => {
    const files = [
      parseSourceFile('engine/a.ts', "import { b } from './b.js';"),
      parseSourceFile('engine/b.ts', "import { c } from './c.js';"),
      parseSourceFile('engine/c.ts', "import { a } from './a.js'; import type { b } from './b.js';"),
    ].map((file) => ({
      ...file,
      imports: file.imports.map((one) => ({ ...one, file: one.file?.replace(/js$/, 'ts') ?? '' })),
    }));
    expect(circles(files)).to.deep.equal(['engine/a.ts → engine/b.ts → engine/c.ts → engine/a.ts']);
  });

  for (const code of [
    ...['Date.now()', 'new Date()', 'Date()', 'Math.random()', "eval('1')", "new Function('1')", "Function('1')"],
    ...['DateTime.now()', 'DateTime.local()', 'const now = Date.now;'],
  ]) {
    it(`finds what depends on more than the input: ${code}`, () => {
      expect(impurities(parseSourceFile('engine/a.ts', code).tree)).to.have.length(1);
    });
  }

  it('lets a given time pass', () => {
    expect(
      impurities(parseSourceFile('engine/a.ts', 'new Date(command.now).getUTCDate(); Math.max(1, 2);').tree),
    ).to.deep.equal([]);
  });

  it('knows SQL when it sees it', () => {
    expect(SQL.test('\n  select id from instance where id = :id')).to.equal(true);
    expect(SQL.test('insert into task (id) values (:id)')).to.equal(true);
    expect(SQL.test('select a lane')).to.equal(false);
  });
});

describe("The engine's own compiler settings", () => {
  const plain = 'export const a = [1, 2].map((n) => n + 1).at(-1) ?? Math.max(1, 2);';
  const module = "import fs from 'node:fs'; export const a = fs;";
  const names = [
    ...[
      'process.env',
      'fetch("x")',
      'setTimeout(() => 1, 1)',
      'window',
      'document',
      'Buffer.from("x")',
      'console.log(1)',
    ],
    ...['structuredClone({})', 'performance.now()', 'crypto.randomUUID()', 'new URL("x")', 'new TextEncoder()'],
    ...['__dirname', 'require("x")'],
  ];
  const cannotFindName = [2304, 2552, 2580, 2584, 2591];
  const useOf = (name: string) => `export const a: unknown = ${name};`;
  let errors: ReadonlyMap<string, readonly number[]>;

  before(function () {
    this.timeout(60_000);
    errors = compileInEngine([plain, module, ...names.map(useOf)]);
  });

  it('let plain ECMAScript pass', () => {
    expect(errors.get(plain)).to.deep.equal([]);
  });

  for (const name of names) {
    it(`refuse what only Node or a browser has: ${name}`, () => {
      expect(errors.get(useOf(name))?.some((code) => cannotFindName.includes(code))).to.equal(true);
    });
  }

  it("refuse Node's modules", () => {
    expect(errors.get(module)).to.not.deep.equal([]);
  });
});

/** Uses of a clock, of chance and of code made from text. */
function impurities(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isImpure(node)) found.push(node.getText(tree));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isImpure(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return /^(Date\.now|Math\.random|DateTime\.(now|local|utc))$/.test(node.getText());
  }
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const callee = node.expression.getText();
  if (callee === 'eval' || callee === 'Function') return true;
  return callee === 'Date' && (ts.isCallExpression(node) || !node.arguments?.length);
}

/** Codes of the compiler's errors for files that stand in the engine's folder and say this. */
function compileInEngine(sources: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const folder = path.join(root, 'engine');
  const settings = ts.readConfigFile(path.join(folder, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, folder);
  const files = new Map(sources.map((source, index) => [path.posix.join(folder, `snippet-${index}.ts`), source]));
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    const source = files.get(name);
    return source === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, source, version, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  const own = (name: string) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name));
  return new Map([...files].map(([name, source]) => [source, [...general, ...own(name)].map(({ code }) => code)]));
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function isAllowed(file: string, target: Import): boolean {
  const [place, arrow] = arrowsOf(file);
  const places = [
    place === 'server' || place === 'server/main.ts' ? file : place,
    ...arrow.may,
    ...(target.typeOnly ? (arrow.types ?? []) : []),
  ];
  return places.some((allowed) => isWithin(target.file ?? '', allowed) && !isAnotherPage(file, target.file ?? ''));
}

/** Each page stands alone, beside what is shared. */
function isAnotherPage(file: string, target: string): boolean {
  const page = /^server\/pages\/([^/]+)\//;
  const [from, to] = [page.exec(file)?.[1], page.exec(target)?.[1]];
  return from !== undefined && to !== undefined && to !== 'shared' && from !== to;
}

function arrowsOf(file: string): [string, (typeof ARROWS)[string]] {
  const [found] = Object.entries(ARROWS)
    .filter(([place]) => isWithin(file, place))
    .sort(([a], [b]) => b.length - a.length);
  if (!found) throw new Error(`${file} belongs to no place that has arrows`);
  return found;
}

function importsOf(files: readonly SourceFile[]): [string, Import][] {
  return files.flatMap((file) => file.imports.map((target): [string, Import] => [file.path, target]));
}

function shown(imports: readonly [string, Import][]): string[] {
  return imports.map(([file, { specifier }]) => `${file} imports ${specifier}`);
}

/** Circles of imports that are there when the program runs. */
function circles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [file.path, file.imports.flatMap(({ file, typeOnly }) => (file && !typeOnly ? [file] : []))]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}
