import process from 'node:process';

/** Milliseconds of processor time that some work takes: what it costs, however busy the machine is. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
