import type { Command, ExitCode, Output } from '../command.js';
import { UsageError } from '../command.js';
import { readArguments } from '../read-arguments.js';
import { failureLines } from '../scenario/check-text.js';
import { formatTimeline } from '../scenario/format-timeline.js';
import { apiClient } from '../scenario/http/api-client.js';
import { openDemoWorld } from '../scenario/http/demo-world.js';
import { httpWorld } from '../scenario/http/http-world.js';
import { loadScenarios, type LoadedScenario } from '../scenario/load-scenarios.js';
import { namesOf } from '../scenario/names.js';
import { playScenario } from '../scenario/play-scenario.js';
import type { PlayedScenario } from '../scenario/played-scenario.js';
import { reportJson } from '../scenario/report-json.js';
import type { ScenarioWorld } from '../scenario/scenario-world.js';
import { simulationWorld } from '../scenario/simulation-world.js';
import { LANGUAGES, texts, type Language } from '../scenario/texts.js';

const help = `Usage: samlop scenario <path…> [--all] [--lang nb|nn|en] [--json] [--server URL] [--person ID]

Plays scenarios: what happens when in a pathway, and what must then be open, late or done.
All pathways beside the scenario's own are deployed around it. Weeks pass in seconds.
Of a folder, normal-course.json is played first, then the other scenarios by name.

  <path>         a scenario file, the folder of a pathway, or a folder of such folders
  --all          shows each expectation that held too; else they are counted, and only what was not as
                 expected is shown
  --lang nb      language of the timeline: nb (default), nn or en
  --json         one JSON object instead of a timeline
  --server URL   plays through a running server over HTTP, in demo mode only: each scenario in a
                 fresh demo world with its own database and clock
  --person ID    demo person who acts where a step names nobody; else one whom the task is for

Exit codes: 0 all passed; 1 a scenario failed; 2 a scenario cannot be used, or the server cannot be reached.
`;

const FLAGS = {
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  server: { type: 'string' },
  person: { type: 'string' },
} as const;

/** `samlop scenario <path…>` */
export const scenarioCommand: Command = {
  name: 'scenario',
  summary: 'plays scenarios of pathways on a virtual clock',
  help,
  run,
};

async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  const { flags, paths } = readArguments(args, FLAGS);
  const language = languageOf(textFlag(flags['lang']) ?? 'nb');
  const open = opener(textFlag(flags['server']), language);
  const style = { language, person: textFlag(flags['person']) };
  const timeline = { language, colour: output.colour, all: flags['all'] === true };
  const played: PlayedScenario[] = [];
  for (const loaded of await loadScenarios(paths)) {
    const result = await play(loaded, await open(loaded), style);
    played.push(result);
    if (!flags['json']) output.write(formatTimeline(result, timeline));
  }
  const world = flags['server'] === undefined ? 'simulation' : 'server';
  output.write(flags['json'] ? reportJson(played, world) : summary(played, language));
  return played.every((scenario) => scenario.passed) ? 0 : 1;
}

const textFlag = (flag: string | boolean | undefined): string | undefined =>
  typeof flag === 'string' ? flag : undefined;

function languageOf(wanted: string): Language {
  const language = LANGUAGES.find((known) => known === wanted);
  if (language === undefined) throw new UsageError(`--lang ${wanted}: give nb, nn or en.`);
  return language;
}

/** How a world is opened for one scenario. */
function opener(server: string | undefined, language: Language) {
  if (server === undefined) return async ({ models, begins }: LoadedScenario) => simulationWorld(models, begins);
  const api = apiClient(server, language);
  return async ({ library, begins }: LoadedScenario) => httpWorld(await openDemoWorld(api, library, begins));
}

interface PlayStyle {
  readonly language: Language;
  readonly person: string | undefined;
}

async function play(
  loaded: LoadedScenario,
  world: ScenarioWorld,
  { language, person }: PlayStyle,
): Promise<PlayedScenario> {
  const { file, scenario, zone, begins, times, models, library } = loaded;
  try {
    requirePerson(person, world);
    const names = namesOf(models, library, language);
    const steps = await playScenario(scenario, world, { begins, times, zone, names, person });
    return { file, scenario, zone, names, steps, passed: steps.every((step) => step.passed) };
  } finally {
    await world.close();
  }
}

function requirePerson(person: string | undefined, { people }: ScenarioWorld): void {
  if (person === undefined || people.some(({ id }) => id === person)) return;
  throw new UsageError(
    `--person ${person}: there is no such demo person. There are ${people.map(({ id }) => id).join(', ')}.`,
  );
}

function summary(played: readonly PlayedScenario[], language: Language): string {
  const failed = played.filter((scenario) => !scenario.passed);
  const reasons = failed.flatMap((scenario) => failureLines(scenario, language)).map((line) => `  ${line}\n`);
  const heading = failed.length === 0 ? '' : `${texts[language].failures}:\n${reasons.join('')}\n`;
  return `${heading}${played.length - failed.length} passed, ${failed.length} failed\n`;
}
