import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { UsageError } from '../command.js';
import type { PathwayFolder } from './pathway-folder.js';
import { filesIn, readPathwayFolder } from './read-pathway-folder.js';

/**
 * Finds the pathways that paths name: a .bpmn file, the folder of one pathway, or a folder of such folders.
 * @returns the folders in the order given, each once
 * @throws UsageError where a path is not there, cannot be read, or holds no pathway
 */
export async function findPathways(paths: readonly string[]): Promise<readonly PathwayFolder[]> {
  const found = new Map<string, PathwayFolder>();
  for (const path of paths) {
    for (const folder of await readable(path, () => pathwaysAt(path))) {
      const key = folder.diagrams.map((diagram) => resolve(diagram.path)).join('|');
      if (!found.has(key)) found.set(key, folder);
    }
  }
  return [...found.values()];
}

/**
 * Pathways in the same folders as these, without these: what their call activities and messages can reach.
 * A folder beside that cannot be read is none of ours, and is left out.
 */
export async function pathwaysBeside(pathways: readonly PathwayFolder[]): Promise<readonly PathwayFolder[]> {
  const own = new Set(pathways.map((folder) => resolve(folder.path)));
  const parents = [...new Set([...own].map((path) => dirname(path)))];
  const folders = (await Promise.all(parents.map(pathwayFoldersIn))).flat().filter((path) => !own.has(path));
  return Promise.all(folders.map((path) => readPathwayFolder(path)));
}

/**
 * Does something with a path, and says in words which path cannot be read.
 * @throws UsageError
 */
export async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || error instanceof UsageError) throw error;
    const reason = code === 'ENOENT' ? 'there is no such file or folder' : `it cannot be read (${code})`;
    throw new UsageError(`${path}: ${reason}.`);
  }
}

async function pathwaysAt(path: string): Promise<readonly PathwayFolder[]> {
  const found = await stat(path);
  if (!found.isDirectory()) {
    if (!path.endsWith('.bpmn'))
      throw new UsageError(`${path}: give a .bpmn file, the folder of a pathway, or a folder of them.`);
    return [await readPathwayFolder(dirname(path), [basename(path)])];
  }
  if ((await filesIn(path, '.bpmn')).length > 0) return [await readPathwayFolder(path)];
  const folders = await pathwayFoldersIn(path);
  if (folders.length === 0)
    throw new UsageError(`${path}: no .bpmn file is in this folder or in one directly below it.`);
  return Promise.all(folders.map((folder) => readPathwayFolder(folder)));
}

async function pathwayFoldersIn(parent: string): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .sort();
  const isDrawn = async (folder: string): Promise<boolean> =>
    (await filesIn(folder, '.bpmn').catch(() => [])).length > 0;
  const drawn = await Promise.all(folders.map(isDrawn));
  return folders.filter((_, i) => drawn[i]);
}
