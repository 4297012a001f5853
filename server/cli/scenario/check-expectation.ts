import { isDeepStrictEqual } from 'node:util';

import { formatInstant } from '../../../engine/index.js';
import type { PlainJson } from '../../../engine/index.js';
import type { Check } from './played-scenario.js';
import type { ScenarioExpectation } from './scenario-format.js';
import type { InstanceView } from './scenario-world.js';

/** An instance as an expectation looks at it. */
export interface Looked {
  readonly view: InstanceView;
  /** Ids of elements that have completed at least once. */
  readonly done: ReadonlySet<string>;
  /** IANA zone in which times are written. */
  readonly zone: string;
}

/** Holds an expectation against what is found: one check for each thing expected, incidents always. */
export function checkExpectation(expected: ScenarioExpectation, looked: Looked): readonly Check[] {
  const { view, done } = looked;
  const openTasks = sorted(view.tasks.map((task) => task.element));
  const lateTasks = sorted(view.tasks.filter((task) => task.late).map((task) => task.element));
  return [
    ...given(expected.instance, (status) => check('instance', status, view.status)),
    ...given(expected.open, (tasks) => check('open', sorted(tasks), openTasks)),
    ...given(expected.late, (tasks) => check('late', sorted(tasks), lateTasks, coversLate(tasks, lateTasks))),
    ...given(expected.onTime, (tasks) => onTime(tasks, openTasks, lateTasks)),
    ...given(expected.done, (ids) => check('done', sorted(ids), sorted(ids.filter((id) => done.has(id))))),
    ...given(expected.notDone, (ids) => notDone(ids, done)),
    ...Object.entries(expected.variables ?? {}).map(([name, value]) => variable(name, value, view)),
    ...Object.entries(expected.timers ?? {}).map(([element, due]) => timer(element, due, looked)),
    ...incidents(expected.incidents, view),
  ];
}

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();

function given<T>(expected: T | undefined, make: (expected: T) => Check): readonly Check[] {
  return expected === undefined ? [] : [make(expected)];
}

function check(
  what: Check['what'],
  expected: PlainJson,
  found: PlainJson,
  passed = isDeepStrictEqual(expected, found),
): Check {
  return { what, expected, found, passed };
}

/** Every task named is late; an empty list says that none is. */
function coversLate(expected: readonly string[], late: readonly string[]): boolean {
  return expected.length === 0 ? late.length === 0 : expected.every((id) => late.includes(id));
}

function onTime(tasks: readonly string[], open: readonly string[], late: readonly string[]): Check {
  const found = tasks.filter((id) => open.includes(id) && !late.includes(id));
  return check('onTime', sorted(tasks), sorted(found));
}

function notDone(ids: readonly string[], done: ReadonlySet<string>): Check {
  const doneAfterAll = ids.filter((id) => done.has(id));
  return check('notDone', sorted(ids), sorted(ids.filter((id) => !done.has(id))), doneAfterAll.length === 0);
}

function variable(name: string, expected: PlainJson, view: InstanceView): Check {
  return { ...check('variable', expected, view.variables[name] ?? null), subject: name };
}

function timer(element: string, expected: string | null, { view, zone }: Looked): Check {
  const next = view.timers
    .filter((one) => one.element === element)
    .map((one) => one.dueAt)
    .sort((a, b) => a - b)[0];
  const found = next === undefined ? null : formatInstant(next, zone);
  const passed = expected === null ? next === undefined : next === Date.parse(expected);
  return { ...check('timer', expected, found, passed), subject: element };
}

/** An incident that nobody expects is a failure of every expectation. */
function incidents(expected: readonly string[] | undefined, view: InstanceView): readonly Check[] {
  const found = sorted(view.incidents.map((incident) => incident.element));
  if (expected === undefined && found.length === 0) return [];
  return [check('incidents', sorted(expected ?? []), found)];
}
