import type { PlainVariables } from '../../../engine/index.js';

/**
 * One file of `pathways/<id>/scenarios/*.json`: what happens when, and what must then be open, late or done.
 * Times are ISO 8601 with offset; `after` is a duration since the step before, counted in the pathway's zone.
 * `scenario.schema.json` beside this file says the same as a JSON Schema.
 */
export interface Scenario {
  readonly title: { readonly nb: string; readonly nn: string; readonly en: string };
  /** Folder id of the pathway whose process is started; the whole library is deployed around it. */
  readonly pathway: string;
  /** When the scenario begins, e.g. `2026-11-02T10:00:00+01:00`. */
  readonly begins: string;
  readonly steps: readonly ScenarioStep[];
}

/** When (at most one of `at` and `after`), one action at most, and an expectation at most, checked after the action. */
export interface ScenarioStep {
  /** What a reader sees on the timeline; optional. */
  readonly note?: string;
  readonly at?: string;
  readonly after?: string;
  /** Name of the instance the step is about: `first` where absent. A `start` names it; a message that starts an instance is named by `as`. */
  readonly instance?: string;

  readonly start?: { readonly process: string; readonly businessKey?: string; readonly variables?: PlainVariables };
  /** Element id of an open task; `by` is a demo person. */
  readonly complete?: string;
  readonly by?: string;
  readonly data?: PlainVariables;
  readonly throwError?: { readonly task: string; readonly code: string };
  readonly message?: { readonly name: string; readonly key?: string; readonly data?: PlainVariables };
  readonly signal?: { readonly name: string; readonly data?: PlainVariables };
  readonly startActivity?: string;
  readonly cancel?: { readonly reason: string };
  /** Gives the instance that this step's action started beside the one at hand a name. */
  readonly as?: string;

  readonly expect?: ScenarioExpectation;
}

export interface ScenarioExpectation {
  readonly instance?: 'running' | 'completed' | 'cancelled';
  /** Exactly these tasks are open in the instance, by element id (each once per open task). */
  readonly open?: readonly string[];
  /** These open tasks are late: a timer on their boundary has fired since they were created. An empty list: none is late. */
  readonly late?: readonly string[];
  /** These tasks are open and not late. */
  readonly onTime?: readonly string[];
  /** These elements have completed at least once. */
  readonly done?: readonly string[];
  readonly notDone?: readonly string[];
  /** These variables of the instance have these values; others may have any. */
  readonly variables?: PlainVariables;
  /** Due time of the next timer of an element: `{ "Boundary_X": "2026-11-05T10:00:00+01:00" }`; null: it has none. */
  readonly timers?: Readonly<Record<string, string | null>>;
  /** Elements with an open incident; where absent there must be none. */
  readonly incidents?: readonly string[];
}
