import type { Instant, PlainJson } from '../../../engine/index.js';
import type { Happening } from './happenings.js';
import type { Names } from './names.js';
import type { Scenario } from './scenario-format.js';

/** What came of one scenario. */
export interface PlayedScenario {
  /** Path of the file. */
  readonly file: string;
  readonly scenario: Scenario;
  /** IANA zone of the pathway, in which times are shown. */
  readonly zone: string;
  /** What elements are called in the language of the timeline. */
  readonly names: Names;
  readonly passed: boolean;
  /** Steps played, the failed one last: what comes after it is not played. */
  readonly steps: readonly PlayedStep[];
}

export interface PlayedStep {
  /** From 1. */
  readonly number: number;
  readonly at: Instant;
  readonly note?: string;
  readonly happenings: readonly Happening[];
  /** The action could not be done: what was asked for, and what was found instead. */
  readonly failure?: StepFailure;
  readonly checks: readonly Check[];
  readonly passed: boolean;
}

export interface StepFailure {
  /** Stable code: `TASK_NOT_OPEN`, `NOBODY_WAITS`, `NO_INSTANCE_STARTED`, `INCIDENT`, or the refusal's own. */
  readonly code: string;
  readonly expected: PlainJson;
  readonly found: PlainJson;
}

/** One expectation and what was found. */
export interface Check {
  readonly what: 'instance' | 'open' | 'late' | 'onTime' | 'done' | 'notDone' | 'variable' | 'timer' | 'incidents';
  /** Variable or timer that it is about. */
  readonly subject?: string;
  readonly expected: PlainJson;
  readonly found: PlainJson;
  readonly passed: boolean;
}
