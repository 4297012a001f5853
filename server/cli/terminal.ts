import type { Output } from './command.js';

/**
 * The terminal as an output. Colour only on a terminal that takes it, and never where `NO_COLOR` is set
 * (https://no-color.org).
 */
export function terminal(process: NodeJS.Process): Output {
  const colour = process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return {
    write: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    colour,
  };
}
