import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module of this folder as a thread. From `dist` it is plain JavaScript; from the sources, as in tests, tsx has to
 * be told in the thread itself.
 * @param name of the module, without its ending
 */
export function startThread(name: string, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, import.meta.url), options);
  const thread = JSON.stringify(new URL(`./${name}.ts`, import.meta.url).href);
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${thread}); })`;
  return new Worker(code, { ...options, eval: true });
}
