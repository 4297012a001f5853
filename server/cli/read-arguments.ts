import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

import { UsageError } from './command.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Flags by name, and the paths in the order given. */
export interface ReadArguments {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly paths: readonly string[];
}

/**
 * Reads flags and paths.
 * @throws UsageError for an unknown flag, a flag without its value, or where no path is given
 */
export function readArguments(args: readonly string[], options: Options): ReadArguments {
  const { values, positionals } = parse(args, options);
  if (positionals.length === 0) throw new UsageError('give at least one path. See --help.');
  return { flags: values as ReadArguments['flags'], paths: positionals };
}

function parse(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. To specify')[0] ?? message).replace(/\.$/, '')}. See --help.`);
  }
}
