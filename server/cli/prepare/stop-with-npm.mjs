const OFTEN = 100;

/**
 * Ends this process, by SIGTERM to itself, when the shell that npm has started it in ends. Many shells do not pass a signal on,
 * and a stopped `npm start` would leave the server running.
 */
export function stopWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, OFTEN);
  watch.unref();
}
