import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { PrepareFailure } from './failure.mjs';
import { takePlace } from './install.mjs';
import { alone } from './lock.mjs';
import { inRoot, root, staging } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const SOURCES = ['engine', 'server'];
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json'];
const NOT_BUILT = /\.(mjs|md)$/;
const NOT_COPIED = /\.(ts|tsx)$|(^|[\\/])tsconfig[^\\/]*\.json$/;
const dist = inRoot('dist');
const stampFile = path.join(dist, '.samlop-built');

/**
 * Makes sure that dist/ is built from the sources as they are now: TypeScript compiled, other files that the server reads copied
 * beside it. An older dist/ stays until the new one is complete.
 *
 * @throws {PrepareFailure} when the sources do not compile
 */
export async function ensureBuilt() {
  if (isStamped()) return;
  await alone(async () => {
    if (isStamped()) return;
    say('Building …');
    const built = hashOfSources();
    const folder = path.join(staging, 'dist');
    fs.rmSync(folder, { recursive: true, force: true });
    const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
    const { code, output } = await run(
      process.execPath,
      [tsc, '-p', 'server/tsconfig.build.json', '--outDir', folder],
      {
        cwd: root,
      },
    );
    if (code !== 0) throw new PrepareFailure(`${output}\nThe sources do not compile.`, code);
    for (const file of filesOf(SOURCES)) if (!NOT_COPIED.test(file)) copy(file, path.join(folder, file));
    fs.writeFileSync(path.join(folder, path.basename(stampFile)), built);
    takePlace(folder, dist);
    say('Built.');
  });
}

function isStamped() {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === hashOfSources();
}

function hashOfSources() {
  const hash = crypto.createHash('sha256');
  for (const file of [...SETTINGS, ...filesOf(SOURCES)]) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(inRoot(file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {readonly string[]} folders */
function filesOf(folders) {
  return folders
    .flatMap((folder) => fs.readdirSync(inRoot(folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(inRoot(from), to);
}
