import { spawn } from 'node:child_process';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const MOST_OUTPUT = 20_000_000;

/**
 * Runs a program to its end. A signal to this process reaches the program too.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, show?: boolean, onOutput?: (text: string) => void }} options
 *   `show` passes the output on while it comes
 * @returns {Promise<{ code: number, output: string }>} exit code (127: could not be started; 128 and more: by a signal)
 */
export function run(program, args, { cwd, env = process.env, show = false }) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && !program.includes('\\');
    const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (/** @type {NodeJS.WriteStream} */ target) => (/** @type {string} */ text) => {
      if (output.length < MOST_OUTPUT) output += text;
      if (show) target.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    const stop = passSignalsTo(child);
    const end = (/** @type {number} */ code) => {
      stop();
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code, signal) => {
      end(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  const handlers = SIGNALS.map((signal) => /** @type {const} */ ([signal, () => child.kill(signal)]));
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
