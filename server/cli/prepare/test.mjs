import { ensureInstalled } from './install.mjs';
import { orExplain } from './or-explain.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

/** `npm test`: every check, also when one has failed. The last line is `N passed, N failed`. */
const bin = (/** @type {string[]} */ ...place) => inRoot('node_modules', ...place);
const tsc = bin('typescript', 'bin', 'tsc');

stopWithNpm();
await orExplain(ensureInstalled);
const failed = [
  ...(await Promise.all([
    inOrder(
      ['types', tsc, '-p', '.'],
      ['types of the engine alone', tsc, '-p', 'engine'],
      ['formatting', bin('prettier', 'bin', 'prettier.cjs'), '--check', '.'],
    ),
    inOrder(['lint', bin('eslint', 'bin', 'eslint.js'), '.']),
  ])),
].flat();

heading('tests');
const tests = await node(
  [
    bin('c8', 'bin', 'c8.js'),
    process.execPath,
    bin('mocha', 'bin', 'mocha.js'),
    '--no-color',
    '--forbid-only',
    '--forbid-pending',
    'test/**/*.test.ts',
  ],
  true,
);
const passed = count(/^ *(\d+) passing/m, tests.output);
const failing = count(/^ *(\d+) failing/m, tests.output);
if (passed + failing === 0) failed.push('tests, which did not run to their end');
else if (tests.code !== 0 && failing === 0) failed.push('coverage of the tests');

if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${passed} passed, ${failing + failed.length} failed`);
process.exitCode = failing + failed.length > 0 ? 1 : 0;

/**
 * Runs checks one after another, and shows the output of each when it is complete.
 * @param {...readonly [string, ...string[]]} checks
 * @returns {Promise<string[]>} names of those that failed
 */
async function inOrder(...checks) {
  const failures = [];
  for (const [name, ...args] of checks) {
    const started = Date.now();
    const { code, output } = await node(args);
    heading(`${name}: ${code === 0 ? 'right' : 'WRONG'}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (code !== 0) {
      failures.push(name);
      console.log(output);
    }
  }
  return failures;
}

function heading(/** @type {string} */ text) {
  console.log(`\n── ${text}`);
}

function node(/** @type {readonly string[]} */ args, show = false) {
  return run(process.execPath, args, { cwd: root, show });
}

function count(/** @type {RegExp} */ shape, /** @type {string} */ output) {
  return Number(shape.exec(output)?.[1] ?? 0);
}
