import process from 'node:process';

import { lintCommand } from './commands/lint.js';
import { scenarioCommand } from './commands/scenario.js';
import { runCommandLine } from './run-command-line.js';
import { terminal } from './terminal.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone (`samlop lint … | head`): there is nobody left to write to.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), [lintCommand, scenarioCommand], terminal(process));
} catch (error) {
  process.stderr.write(
    `samlop: a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 2;
}
