import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module as a thread. From `dist` it is plain JavaScript; from the sources, as in tests, tsx has to be told in the
 * thread itself. A module that is started like this ends in `-thread`.
 * @param beside address of the module that asks (its `import.meta.url`)
 * @param name of the module in the same folder, without its ending
 */
export function startThread(beside: string, name: string, options: WorkerOptions): Worker {
  if (!beside.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, beside), options);
  const thread = JSON.stringify(new URL(`./${name}.ts`, beside).href);
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${thread}); })`;
  return new Worker(code, { ...options, eval: true });
}
