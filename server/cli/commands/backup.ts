import type { DataFiles } from '../../application/ports.js';
import { UsageError, type Command } from '../command.js';
import { doneLine, refusalLine } from '../data/outcome-texts.js';
import { readArguments } from '../read-arguments.js';

const help = `Usage: samlop backup <file> [--data <folder>]

Copies the database of a server to a file, as it is at one moment. The server may run meanwhile: everything that it had
acknowledged before the command began is in the copy. The copy is checked before it gets its name.

  <file>            is not overwritten: where it exists, nothing is done
  --data <folder>   data folder of the server; else SAMLOP_DATA, else ./.data

Exit codes: 0 the backup is there and has been checked; 2 there is none.
`;

/** `samlop backup <file>` */
export const backupCommand = (files: DataFiles, defaultFolder: string): Command => ({
  name: 'backup',
  summary: 'copies the database of a server, running or not',
  help,
  async run(args, output) {
    const { flags, paths } = readArguments(args, { data: { type: 'string' } });
    const [file = '', ...more] = paths;
    if (more.length > 0) throw new UsageError('give one file. See --help.');
    const outcome = await files.backUp(String(flags['data'] ?? defaultFolder), file);
    if (outcome.kind === 'refused') throw new UsageError(refusalLine(outcome));
    output.write(doneLine(file, outcome.content));
    return 0;
  },
});
