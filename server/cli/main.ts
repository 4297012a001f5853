import { join } from 'node:path';
import process from 'node:process';

import { packageRoot } from '../config.js';
import { sqliteDataFiles } from '../sqlite/data-files.js';
import { backupCommand } from './commands/backup.js';
import { lintCommand } from './commands/lint.js';
import { restoreCommand } from './commands/restore.js';
import { scenarioCommand } from './commands/scenario.js';
import { runCommandLine } from './run-command-line.js';
import { terminal } from './terminal.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone (`samlop lint … | head`): there is nobody left to write to.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

// Backups hold what the database holds about patients: no other user of the machine reads them.
process.umask(0o077);

try {
  const files = sqliteDataFiles(join(packageRoot(), 'server', 'sqlite', 'migrations'));
  const commands = [
    lintCommand,
    scenarioCommand,
    backupCommand(files, process.env['SAMLOP_DATA'] || './.data'),
    restoreCommand(files),
  ];
  process.exitCode = await runCommandLine(process.argv.slice(2), commands, terminal(process));
} catch (error) {
  process.stderr.write(
    `samlop: a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 2;
}
