import type { DataFiles } from '../../application/ports.js';
import { UsageError, type Command } from '../command.js';
import { doneLine, refusalLine } from '../data/outcome-texts.js';
import { readArguments } from '../read-arguments.js';

const help = `Usage: samlop restore <backup> --data <folder>

Makes a data folder of a backup. The backup is checked before, and the copy after. Start the server on the folder then
(SAMLOP_DATA); it brings an older schema up to date and goes on where the backup stands.

  <backup>          a file that samlop backup has written
  --data <folder>   must not exist yet, or be empty

Exit codes: 0 the folder is ready; 2 nothing was restored.
`;

/** `samlop restore <backup> --data <folder>` */
export const restoreCommand = (files: DataFiles): Command => ({
  name: 'restore',
  summary: 'makes a data folder of a backup',
  help,
  async run(args, output) {
    const { flags, paths } = readArguments(args, { data: { type: 'string' } });
    const [file = '', ...more] = paths;
    if (more.length > 0) throw new UsageError('give one backup. See --help.');
    const folder = flags['data'];
    if (typeof folder !== 'string' || folder === '') throw new UsageError('give --data <folder>. See --help.');
    const outcome = await files.restore(file, folder);
    if (outcome.kind === 'refused') throw new UsageError(refusalLine(outcome));
    output.write(doneLine(folder, outcome.content));
    return 0;
  },
});
