import { readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { isBroken, parseJsonObject } from './parse-json.js';
import type { BrokenFile, JsonFile, PathwayFolder, TextFile } from './pathway-folder.js';

/**
 * Reads `pathways/<id>/`.
 * @param path folder; paths of files are given as seen from there
 * @param diagrams file names of the drawings to take; all of the folder where not given
 * @throws NodeJS.ErrnoException where the folder or a file of it cannot be read
 */
export async function readPathwayFolder(path: string, diagrams?: readonly string[]): Promise<PathwayFolder> {
  const drawings = diagrams ?? (await filesIn(path, '.bpmn'));
  const [forms, texts] = await Promise.all([
    readJson(join(path, 'forms'), '.schema.json'),
    readJson(join(path, 'i18n'), '.json'),
  ]);
  return {
    id: basename(resolve(path)),
    path,
    diagrams: await Promise.all(drawings.map((name) => readText(join(path, name)))),
    forms: forms.files,
    decisions: await Promise.all(
      (await filesIn(join(path, 'decisions'), '.dmn')).map((name) => readText(join(path, 'decisions', name))),
    ),
    texts: texts.files,
    scenarios: (await filesIn(join(path, 'scenarios'), '.json')).map((name) => join(path, 'scenarios', name)),
    broken: [...forms.broken, ...texts.broken],
  };
}

/** Names of the files with the ending, in alphabetical order; none where there is no such folder. */
export async function filesIn(folder: string, ending: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noneIfMissing);
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith(ending))
    .map((entry) => entry.name)
    .sort();
}

function noneIfMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const readText = async (path: string): Promise<TextFile> => ({ path, text: await readFile(path, 'utf8') });

async function readJson(folder: string, ending: string) {
  const files: Record<string, JsonFile> = {};
  const broken: BrokenFile[] = [];
  for (const name of await filesIn(folder, ending)) {
    const path = join(folder, name);
    const file = parseJsonObject(path, await readFile(path, 'utf8'));
    if (isBroken(file)) broken.push(file);
    else files[name.slice(0, -ending.length)] = file;
  }
  return { files, broken };
}
