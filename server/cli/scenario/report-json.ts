import { formatInstant } from '../../../engine/index.js';
import type { Instant } from '../../../engine/index.js';
import type { PlayedScenario, PlayedStep } from './played-scenario.js';

/** All scenarios as one JSON object for other programs; times are ISO 8601 with the offset of the pathway's zone. */
export function reportJson(played: readonly PlayedScenario[], world: 'simulation' | 'server'): string {
  const passed = played.filter((scenario) => scenario.passed).length;
  const report = { world, passed, failed: played.length - passed, scenarios: played.map(scenarioJson) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function scenarioJson({ file, scenario, zone, passed, steps }: PlayedScenario) {
  return {
    file,
    pathway: scenario.pathway,
    title: scenario.title,
    result: passed ? 'passed' : 'failed',
    steps: steps.map((step) => stepJson(step, zone)),
    notPlayed: scenario.steps.length - steps.length,
  };
}

function stepJson({ number, at, note, happenings, failure, checks, passed }: PlayedStep, zone: string) {
  const iso = (instant: Instant): string => formatInstant(instant, zone);
  return {
    step: number,
    at: iso(at),
    ...(note !== undefined && { note }),
    result: passed ? 'passed' : 'failed',
    events: happenings.map((happening) => ({ ...happening, at: iso(happening.at) })),
    expectations: checks,
    ...(failure && { failure }),
  };
}
