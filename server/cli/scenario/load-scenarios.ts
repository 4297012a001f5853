import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

import type { ExecutableModel, Instant } from '../../../engine/index.js';
import { UsageError } from '../command.js';
import { compilePathway } from '../library/compile-pathway.js';
import { findPathways, pathwaysBeside, readable } from '../library/find-pathways.js';
import type { PathwayFolder } from '../library/pathway-folder.js';
import { readPathwayFolder } from '../library/read-pathway-folder.js';
import { checkScenario } from './check-scenario.js';
import { knownIds } from './known-ids.js';
import { readScenario, type ScenarioProblem } from './read-scenario.js';
import type { Scenario } from './scenario-format.js';
import { stepTimes } from './step-times.js';

/** A scenario that can be played, and the library around it: the scenario's own pathway first. */
export interface LoadedScenario {
  readonly file: string;
  readonly scenario: Scenario;
  readonly library: readonly PathwayFolder[];
  readonly models: readonly ExecutableModel[];
  readonly zone: string;
  /** When it begins, and when each step happens. */
  readonly begins: Instant;
  readonly times: readonly Instant[];
}

/**
 * Finds the scenarios that paths name: scenario files, pathway folders, or folders of them; in the order of the paths,
 * and within one path `normal-course.json` first.
 * @throws UsageError with everything that makes one of them unusable
 */
export async function loadScenarios(paths: readonly string[]): Promise<readonly LoadedScenario[]> {
  const files = (await Promise.all(paths.map(scenarioFiles))).flat();
  const unique = [...new Map(files.map((file) => [resolve(file), file])).values()];
  if (unique.length === 0) throw new UsageError(`${paths.join(', ')}: there are no scenarios (scenarios/*.json).`);
  const libraries = new Map<string, Promise<Library>>();
  const loaded: LoadedScenario[] = [];
  const problems: string[] = [];
  for (const file of unique) {
    const pathway = resolve(dirname(file), '..');
    const parent = dirname(pathway);
    const library = libraries.get(parent) ?? readLibrary(pathway);
    libraries.set(parent, library);
    const result = loadScenario(file, await readable(file, () => readFile(file, 'utf8')), await library);
    if ('scenario' in result) loaded.push(result);
    else problems.push(...result.map((problem) => problemLine(file, problem)));
  }
  if (problems.length > 0) throw new UsageError(`cannot play:\n${problems.join('\n')}`);
  return loaded;
}

interface Library {
  readonly folders: readonly PathwayFolder[];
  readonly models: ReadonlyMap<string, readonly ExecutableModel[]>;
}

async function scenarioFiles(path: string): Promise<readonly string[]> {
  if (path.endsWith('.json') && !(await readable(path, () => stat(path))).isDirectory()) return [path];
  const folders = await findPathways([path]);
  return normalCourseFirst(folders.flatMap((folder) => folder.scenarios));
}

/** A reader meets the normal course first, and then what can happen beside it, by pathway and name. */
function normalCourseFirst(files: readonly string[]): readonly string[] {
  const rank = (file: string): number => (basename(file) === 'normal-course.json' ? 0 : 1);
  return [...files].sort((a, b) => rank(a) - rank(b));
}

/** @throws UsageError where a pathway of the library does not compile: what it calls or sends cannot be played */
async function readLibrary(pathway: string): Promise<Library> {
  const own = await readable(pathway, () => readPathwayFolder(pathway));
  const folders = [own, ...(await pathwaysBeside([own]))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const broken = folders.flatMap((folder) => folder.broken.map((file) => `${file.path}: ${file.message}`));
  const compiled = (await Promise.all(folders.map(compilePathway))).flat();
  const errors = compiled.flatMap(({ diagram, diagnostics, model }) =>
    model
      ? []
      : diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ elementId, message }) => `${diagram.path}: ${elementId} ${message}`),
  );
  if (broken.length + errors.length > 0) {
    throw new UsageError(`the library cannot be deployed (see samlop lint):\n${[...broken, ...errors].join('\n')}`);
  }
  const models = folders.map((folder) => {
    const own = compiled.filter((drawing) => drawing.folder === folder);
    return [folder.id, own.flatMap(({ model }) => model ?? [])] as const;
  });
  return { folders, models: new Map(models) };
}

function loadScenario(file: string, text: string, library: Library): LoadedScenario | readonly ScenarioProblem[] {
  const scenario = readScenario(file, text);
  if (!('steps' in scenario)) return scenario;
  const own = library.models.get(scenario.pathway) ?? [];
  const models = [
    ...own,
    ...[...library.models].filter(([id]) => id !== scenario.pathway).flatMap(([, others]) => others),
  ];
  const zone = own[0]?.zone ?? 'Europe/Oslo';
  const { begins, times, problems } = stepTimes(scenario, zone);
  const all = [...problems, ...checkScenario(scenario, knownIds(models), [...library.models.keys()])];
  if (all.length > 0) return all;
  const folders = [...library.folders].sort(
    (a, b) => Number(b.id === scenario.pathway) - Number(a.id === scenario.pathway),
  );
  return { file, scenario, library: folders, models, zone, begins, times };
}

function problemLine(file: string, { step, message }: ScenarioProblem): string {
  const where = step === undefined || step === 0 ? '' : `step ${step}: `;
  return `${file}: ${where}${message}`;
}
