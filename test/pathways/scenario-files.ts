import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Scenario } from '../../server/cli/scenario/scenario-format.js';

const LIBRARY = fileURLToPath(new URL('../../pathways/', import.meta.url));

/** Paths of the scenarios of a pathway, by its folder id. */
export const scenarioFilesOf = (id: string): readonly string[] =>
  readdirSync(`${LIBRARY}${id}/scenarios`).map((name) => `${LIBRARY}${id}/scenarios/${name}`);

export const scenarioAt = (path: string): Scenario => JSON.parse(readFileSync(path, 'utf8')) as Scenario;
