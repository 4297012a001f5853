import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../server/config.js';

/**
 * Compiles the server process of these checks, and the threads that it starts by their names, so that a thousand starts take
 * no longer than they must.
 * @returns arguments for node
 */
export function compiledServer(tell: (line: string) => void): readonly string[] {
  tell('compiling the server');
  const out = join(packageRoot(), '.prepare', `endurance-${process.pid}`);
  process.once('exit', () => rmSync(out, { recursive: true, force: true }));
  const tsc = join(packageRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', 'test/endurance/tsconfig.build.json', '--outDir', out],
    {
      cwd: packageRoot(),
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the server does not compile:\n${stdout}`);
  return [join(out, 'test', 'endurance', 'server-process.js')];
}
