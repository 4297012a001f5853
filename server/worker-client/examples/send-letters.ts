import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { BpmnError, createWorker } from '../index.js';

interface Letter {
  readonly address?: string | null;
  readonly [name: string]: unknown;
}

/**
 * Deploys a small pathway, starts it for two made-up patients, one without an address, and is the worker that sends their
 * letters.
 * @param say told what happens, a line at a time
 * @returns when both letters are dealt with
 */
export async function sendLetters(baseUrl: string, say: (line: string) => void): Promise<void> {
  const headers = { 'X-Demo-Person': 'job-worker' };
  const post = async (path: string, body: object): Promise<{ processInstanceKey: string }> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered by ${response.status}`);
    return (await response.json()) as { processInstanceKey: string };
  };

  const bpmn = readFileSync(new URL('letters.bpmn', import.meta.url), 'utf8');
  await post('/v2/deployments', { name: 'letters', bpmn });
  const dealtWith = new Set<string>();
  const worker = createWorker<Letter>({
    baseUrl,
    headers,
    topic: 'send-letter',
    worker: 'letters-1',
    fetchVariables: ['address'],
    handle({ jobKey, processInstanceKey, variables: { address } }) {
      dealtWith.add(processInstanceKey);
      if (!address) {
        say(`${jobKey}: the address is unknown`);
        throw new BpmnError('ADDRESS_UNKNOWN');
      }
      // the job's key would go with the order, so that a letter that was ordered twice is printed once
      say(`${jobKey}: the letter is sent`);
      return { sentAt: '2026-11-02T10:00:00+01:00' };
    },
    onTrouble: ({ during, jobKey, code }) => say(`${jobKey ?? 'worker'}: ${code} (${during})`),
  });

  const processDefinitionId = 'example-letters';
  const started = await Promise.all([
    post('/v2/process-instances', { processDefinitionId, variables: { address: 'Storgata 1, 9008 Tromsø' } }),
    post('/v2/process-instances', { processDefinitionId }),
  ]);
  while (!started.every(({ processInstanceKey }) => dealtWith.has(processInstanceKey)))
    await new Promise((resolve) => setTimeout(resolve, 20));
  await worker.stop();
  say('the worker has stopped');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  void sendLetters(process.argv[2] ?? 'http://localhost:3000', (line) => process.stdout.write(`${line}\n`));
}
