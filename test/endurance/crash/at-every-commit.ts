import { basename, dirname, join } from 'node:path';

import { httpWorld } from '../../../server/cli/scenario/http/http-world.js';
import { loadScenarios, type LoadedScenario } from '../../../server/cli/scenario/load-scenarios.js';
import { namesOf } from '../../../server/cli/scenario/names.js';
import { playScenario } from '../../../server/cli/scenario/play-scenario.js';
import type { ScenarioWorld } from '../../../server/cli/scenario/scenario-world.js';
import { packageRoot } from '../../../server/config.js';
import { demoPeople } from '../../../server/application/demo/demo-people.js';
import { failureList, type Check, type Outcome, type Setup } from '../check.js';
import { faults } from '../faults.js';
import { crashingServer, type CrashingServer } from './crashing-world.js';
import type { Plan, Side } from './dying-store.js';
import { retryingClient } from './retrying-client.js';

/** A crash before and after every write of every scenario of the shipped pathways. */
export const atEveryCommit: Check = {
  name: 'crash',
  title: 'a crash before and after every commit of every scenario: it ends as without the crash',
  async run(setup): Promise<Outcome> {
    const failures = failureList(setup.tell);
    const scenarios = await loadScenarios([join(packageRoot(), 'pathways')]);
    const server = await crashingServer(scenarios[0]?.library ?? [], setup.fault && faults[setup.fault]);
    const totals = { scenarios: 0, commits: 0, plays: 0, crashes: 0 };
    try {
      for (const loaded of scenarios) {
        if (setup.fault && failures.all.length > 0) break; // it has been found
        if (!setup.short) await play(server, loaded, () => undefined); // learns which methods write
        const expected = await play(server, loaded, () => undefined);
        if (expected.broke) failures.add(`${nameOf(loaded)} breaks off without a crash`);
        totals.scenarios += 1;
        totals.commits += expected.writes;
        for (const [plan, where] of plansFor(setup, expected.writes)) {
          const found = await play(server, loaded, plan);
          totals.plays += 1;
          totals.crashes += found.crashes;
          if (found.crashes === 0) failures.add(`${nameOf(loaded)}, ${where}: nothing crashed`);
          const difference = firstDifference(expected.trace, found.trace);
          if (difference !== undefined) failures.add(`${nameOf(loaded)}, ${where}: ${difference}`);
        }
        setup.tell(`${nameOf(loaded)}: ${expected.writes} commits, ${totals.crashes} crashes so far`);
      }
    } finally {
      await server.close();
    }
    return { failures: failures.all, figures: totals };
  },
};

const nameOf = ({ file }: LoadedScenario): string => `${basename(dirname(dirname(file)))}/${basename(file, '.json')}`;

/** All points in one play; in the long form each of them alone too. */
function plansFor({ short }: Setup, writes: number): readonly (readonly [Plan, string])[] {
  const points = Array.from({ length: short ? 0 : writes }, (_, index) => index + 1).flatMap((write) =>
    (['before', 'after'] as const).map((side) => [only(write, side), `${side} commit ${write}`] as const),
  );
  return [[everywhere(), 'before and after each commit'], ...points];
}

const only =
  (write: number, side: Side): Plan =>
  (at) =>
    at === write ? side : undefined;

/**
 * Dies before each commit, and when it is tried again after it. A commit is known by what it writes, apart from numbers:
 * every process has keys of its own.
 */
function everywhere(): Plan {
  const deaths = new Map<string, number>();
  return (_write, what) => {
    const known = what.replace(/\d+/g, '#');
    const before = deaths.get(known) ?? 0;
    deaths.set(known, before + 1);
    return (['before', 'after'] as const)[before];
  };
}

interface Played {
  /** What anybody can see of the play and of all its instances, without keys. */
  readonly trace: readonly string[];
  readonly writes: number;
  readonly crashes: number;
  /** Whether a step could not be taken. */
  readonly broke: boolean;
}

async function play(server: CrashingServer, loaded: LoadedScenario, plan: Plan): Promise<Played> {
  const { scenario, begins, times, zone, models, library } = loaded;
  const opened = await server.open(begins, plan);
  try {
    const api = retryingClient(opened);
    const aWorld = (): ScenarioWorld => httpWorld({ api, people: demoPeople, close: async () => undefined });
    const world = aWorld();
    const names = namesOf(models, library, 'nb');
    const steps = await playScenario(scenario, world, { begins, times, zone, names }).catch((error: unknown) => [
      { thrown: error instanceof Error ? error.message : String(error) },
    ]);
    const trace = [...steps.map((step) => JSON.stringify(step)), ...(await endOf(aWorld()))];
    return {
      trace: withoutKeys(trace, await world.instances()),
      writes: opened.writes,
      crashes: opened.crashes,
      broke: steps.some((step) => 'thrown' in step),
    };
  } finally {
    await opened.close();
  }
}

/** State, tasks, timers, variables and incidents of each instance, and its history from its beginning. */
async function endOf(world: ScenarioWorld): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const instance of await world.instances()) {
    lines.push(JSON.stringify(await world.look(instance)));
    for (const item of await world.news(instance)) lines.push(JSON.stringify(item));
  }
  return lines;
}

/** Keys differ when a block of them went lost with its process: each is replaced by its place. */
function withoutKeys(lines: readonly string[], instances: readonly string[]): readonly string[] {
  const places = new Map(instances.map((key, index) => [key, `#${index + 1}`]));
  return lines.map((line) =>
    line.replace(/"(\d+)(:\d+)?"/g, (text, key: string, part = '') =>
      places.has(key) ? `"${places.get(key)}${part as string}"` : text,
    ),
  );
}

function firstDifference(expected: readonly string[], found: readonly string[]): string | undefined {
  const length = Math.max(expected.length, found.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [expected[index] ?? 'nothing', found[index] ?? 'nothing'];
    if (one !== other) return `expected ${one.slice(0, 300)}, found ${other.slice(0, 300)}`;
  }
  return undefined;
}
