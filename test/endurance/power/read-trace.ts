import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What the process asked of the system, in the order in which it happened. */
export type Traced =
  | { readonly kind: 'written'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly length: number }
  | { readonly kind: 'removed'; readonly file: string }
  /** The sync has begun: it covers what was written before this. */
  | { readonly kind: 'syncBegun'; readonly file: string; readonly by: string }
  | { readonly kind: 'synced'; readonly file: string; readonly by: string }
  /** Bytes leave for a client. */
  | { readonly kind: 'sent'; readonly text: string };

export const TRACED = [
  ...['pwrite64', 'pwritev', 'write', 'writev', 'sendto', 'sendmsg'],
  ...['fsync', 'fdatasync', 'sync_file_range', 'ftruncate', 'unlink', 'unlinkat', 'rename'],
];

/** The tracer and its arguments, before the program. All bytes are written down, in hexadecimal. */
export const tracer = (file: string): readonly string[] => [
  ...['strace', '-f', '-qq', '-y', '-xx', '-s', '1000000', '-o', file, '-e', `trace=${TRACED.join(',')}`],
];

const UNFINISHED = / <unfinished \.\.\.>$/;
const RESUMED = /^<\.\.\. (\w+) resumed>(.*)$/;

/** Reads what the tracer has written, line by line. */
export async function* readTrace(file: string): AsyncGenerator<Traced> {
  const begun = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: Infinity })) {
    const space = line.indexOf(' ');
    const by = line.slice(0, space);
    const rest = line.slice(space).trim();
    if (UNFINISHED.test(rest)) {
      const call = rest.replace(UNFINISHED, '');
      begun.set(by, call);
      if (isSync(call)) yield { kind: 'syncBegun', file: fileOf(call), by };
      continue;
    }
    const resumed = RESUMED.exec(rest);
    if (!resumed && isSync(rest)) yield { kind: 'syncBegun', file: fileOf(rest), by };
    const whole = resumed ? (begun.get(by) ?? '') + (resumed[2] ?? '') : rest;
    const traced = callOf(whole, by);
    if (traced) yield traced;
  }
}

const isSync = (call: string): boolean => /^f(data)?sync\(/.test(call);

function callOf(call: string, by: string): Traced | undefined {
  const result = Number(/ = (-?\d+)[^"]*$/.exec(call)?.[1] ?? -1);
  if (result < 0) return undefined;
  const file = fileOf(call);
  if (/^pwrite64\(/.test(call))
    return { kind: 'written', file, at: lastNumber(call), bytes: bytesOf(call).subarray(0, result) };
  if (/^ftruncate\(/.test(call)) return { kind: 'cut', file, length: lastNumber(call) };
  if (isSync(call)) return { kind: 'synced', file, by };
  if (/^unlink(at)?\(/.test(call)) return { kind: 'removed', file: bytesOf(call).toString() };
  if (/^(write|writev|sendto|sendmsg)\(/.test(call) && /^socket:/.test(file))
    return { kind: 'sent', text: bytesOf(call).toString('latin1') };
  return undefined;
}

/** `-y` shows behind the number of a file what it is. */
const fileOf = (call: string): string => decoded(/^\w+\(\d+<([^>]*)>/.exec(call)?.[1] ?? '').toString();

const lastNumber = (call: string): number => Number(/, (\d+)\)\s+= /.exec(call)?.[1] ?? 0);

function bytesOf(call: string): Buffer {
  return Buffer.concat([...call.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => decoded(match[1] ?? '')));
}

const decoded = (text: string): Buffer =>
  text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text, 'latin1');
