import type { Command, ExitCode, Output } from '../command.js';
import { findPathways, pathwaysBeside } from '../library/find-pathways.js';
import type { FileFinding } from '../lint/file-finding.js';
import { count, formatFindings } from '../lint/format-findings.js';
import { filesOf, lintPathways } from '../lint/lint-pathways.js';
import { readArguments } from '../read-arguments.js';

const help = `Usage: samlop lint <path…> [--json]

Checks pathways: whether the drawing can be executed, whether it is drawn as it should be, and whether
forms, decisions and texts beside it are in order.

  <path>   a .bpmn file, the folder of a pathway, or a folder of such folders
  --json   one JSON object instead of text

Exit codes: 0 no errors (there may be warnings); 1 errors; 2 a path cannot be read.
`;

/** `samlop lint <path…>` */
export const lintCommand: Command = { name: 'lint', summary: 'checks pathways and says what to mend', help, run };

async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  const { flags, paths } = readArguments(args, { json: { type: 'boolean' } });
  const pathways = await findPathways(paths);
  const findings = await lintPathways(pathways, () => pathwaysBeside(pathways));
  const files = pathways.flatMap(filesOf);
  output.write(flags['json'] ? asJson(findings, files) : formatFindings(findings, files.length, output.colour));
  return count(findings, 'error') > 0 ? 1 : 0;
}

function asJson(findings: readonly FileFinding[], files: readonly string[]): string {
  const byFile = files.map((file) => ({
    file,
    findings: findings.filter((finding) => finding.file === file).map(({ file: _, ...finding }) => finding),
  }));
  const [errors, warnings, notes] = (['error', 'warning', 'information'] as const).map((severity) =>
    count(findings, severity),
  );
  return `${JSON.stringify({ errors, warnings, information: notes, files: byFile }, null, 2)}\n`;
}
