import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './install.mjs';
import { orExplain } from './or-explain.mjs';
import { inRoot } from './paths.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

/**
 * Installs and builds where that is needed, and becomes the program: it runs in this very process, so that signals reach it and
 * its exit code is the process's own.
 *
 * @param {string} program file in dist/
 */
export async function launch(program) {
  stopWithNpm();
  await orExplain(async () => {
    await ensureInstalled();
    await ensureBuilt();
  });
  const file = fs.realpathSync(inRoot('dist', program));
  process.setSourceMapsEnabled(true);
  process.argv[1] = file;
  await import(pathToFileURL(file).href);
}
