import type { Command, ExitCode, Output } from './command.js';
import { UsageError } from './command.js';
import { version } from './version.js';

/**
 * Carries out one command line.
 * @param args without the program's own name, e.g. `['lint', 'pathways']`
 * @returns the exit code; usage errors are written and give 2, never thrown
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  output: Output,
): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? output.error : output.write)(generalHelp(commands));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    output.write(`${version()}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return refuse(unknown(name, commands), output);
  if (beforeSeparator(rest).some((arg) => arg === '--help' || arg === '-h')) {
    output.write(command.help);
    return 0;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    if (error instanceof UsageError) return refuse(`samlop ${name}: ${error.message}`, output);
    throw error;
  }
}

function refuse(message: string, output: Output): ExitCode {
  output.error(`${message}\n`);
  return 2;
}

function beforeSeparator(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

function unknown(name: string, commands: readonly Command[]): string {
  const known = commands.map((command) => command.name).join(', ');
  const kind = name.startsWith('-') ? 'flag' : 'command';
  return `samlop: unknown ${kind} ${name}. Commands: ${known}. See samlop --help.`;
}

function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `samlop: standardised patient pathways in BPMN

Usage: samlop <command> [arguments]

Commands:
${lines.join('\n')}

See samlop <command> --help; samlop --version prints the version.
Exit codes: 0 all well; 1 errors found, or a scenario failed; 2 the command could not be carried out.
`;
}
