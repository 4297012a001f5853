/** Where a command writes: the terminal, or a test. */
export interface Output {
  /** Results; a line break is the caller's. */
  readonly write: (text: string) => void;
  /** What went wrong, for the one who gave the command. */
  readonly error: (text: string) => void;
  readonly colour: boolean;
}

/** 0: all well. 1: errors found, or a scenario failed. 2: the command could not be carried out. */
export type ExitCode = 0 | 1 | 2;

/** One command of `samlop`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `samlop <command> --help` prints. */
  readonly help: string;
  /** @throws UsageError where the arguments cannot be used */
  readonly run: (args: readonly string[], output: Output) => Promise<ExitCode>;
}

/** The command cannot be carried out as given: an unknown flag, a path that is not there. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
