import { readConfig } from '../../server/config.js';
import { startServer } from '../../server/main.js';
import { faults, isFault } from './faults.js';

/**
 * The server as a process that can be killed. Everything is loaded before it is told to go, so that starting again
 * takes no longer than opening the data does. Ends with the process that has started it.
 */
async function go(): Promise<void> {
  const fault = process.env['ENDURANCE_FAULT'];
  const server = await startServer(readConfig(process.env), isFault(fault) ? { openStore: faults[fault] } : {});
  process.stdout.write(`ready ${server.url}\n`);
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
}

process.stdin.once('data', () => void go());
process.stdin.on('end', () => process.exit(0));
process.stdout.write('loaded\n');
