import { readFile } from 'node:fs/promises';

import type { PathwayFolder } from '../library/pathway-folder.js';
import { readScenario } from '../scenario/read-scenario.js';
import { fileFinding, type FileFinding } from './file-finding.js';

/** Scenario files have the form of scenarios; whether what they name is there is told when they are played. */
export async function checkScenarios({ scenarios }: PathwayFolder): Promise<readonly FileFinding[]> {
  const found = await Promise.all(
    scenarios.map(async (path) => ({ path, read: readScenario(path, await readFile(path, 'utf8')) })),
  );
  return found.flatMap(({ path, read }) => {
    if ('steps' in read) return [];
    return read.map(({ step, message }) => {
      const where = step === undefined ? '' : `step ${step}: `;
      return fileFinding(path, 'error', 'SCENARIO_NOT_VALID', `${where}${message}.`);
    });
  });
}
