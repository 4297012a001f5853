import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Row } from './row.js';

const RUN = fileURLToPath(new URL('./run.ts', import.meta.url));

/**
 * Measures a row in a process of its own, so that none is measured with what another has left behind: code that the
 * compiler has seen work on other shapes, a heap that has grown.
 * @param name of the row
 * @throws Error where the process ends without a row
 */
export async function inOwnProcess(name: string): Promise<Row> {
  const child = spawn(process.execPath, ['--import', 'tsx', RUN, '--only', name, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [row] = rowsIn(said);
  if (!row) throw new Error(`${name} was not measured: its process ended with ${code}`);
  return row;
}

/** The last line: a server that is measured may have logged before it. */
function rowsIn(said: string): readonly Row[] {
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{"rows":') ? (JSON.parse(last) as { rows: readonly Row[] }).rows : [];
}
