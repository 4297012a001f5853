import type { KnownIds } from './known-ids.js';
import type { ScenarioProblem } from './read-scenario.js';
import type { Scenario, ScenarioExpectation, ScenarioStep } from './scenario-format.js';
import { actionsOf, type Action } from './step-action.js';

/** Fields that say more about an action, and the actions they belong to. */
const BELONGS_TO = {
  data: ['complete', 'throwError', 'startActivity'],
  by: ['start', 'complete', 'throwError', 'message', 'signal', 'startActivity', 'cancel'],
} satisfies Partial<Record<keyof ScenarioStep, readonly Action[]>>;

/**
 * Checks what a scenario names against the library around it.
 * @param pathways ids of the pathway folders
 * @returns problems in the order of the steps; none where it can be played
 */
export function checkScenario(
  scenario: Scenario,
  known: KnownIds,
  pathways: readonly string[],
): readonly ScenarioProblem[] {
  const library = pathways.includes(scenario.pathway)
    ? []
    : [{ message: `pathway: there is no pathway ${scenario.pathway}` }];
  const named = new Set<string>();
  const steps = scenario.steps.flatMap((step, index) => {
    const problems = [
      ...shapeProblems(step),
      ...actionProblems(step, known),
      ...expectationProblems(step.expect ?? {}, known),
    ];
    if (step.start) named.add(step.instance ?? 'first');
    else if (needsInstance(step) && !named.has(step.instance ?? 'first') && !startsIt(step)) {
      problems.push(`there is no instance ${step.instance ?? 'first'} yet: a start, or a message with as, names it`);
    }
    if (step.as !== undefined) named.add(step.as);
    return problems.map((message) => ({ step: index + 1, message }));
  });
  return [...library, ...steps];
}

/** A message, a signal or the passing of time concerns all instances; an expectation and the other actions concern one. */
function needsInstance(step: ScenarioStep): boolean {
  const [action] = actionsOf(step);
  return step.expect !== undefined || (action !== undefined && action !== 'message' && action !== 'signal');
}

/** The instance looked at is the one that the step's own message starts. */
const startsIt = (step: ScenarioStep): boolean => step.as !== undefined && step.instance === step.as;

function shapeProblems(step: ScenarioStep): string[] {
  const problems: string[] = [];
  const actions = actionsOf(step);
  if (actions.length > 1) problems.push(`it does several things (${actions.join(', ')}): make a step of each`);
  if (step.at !== undefined && step.after !== undefined) problems.push('it has both at and after');
  for (const [field, owners] of Object.entries(BELONGS_TO) as [keyof typeof BELONGS_TO, readonly Action[]][]) {
    if (step[field] === undefined || actions.some((action) => owners.includes(action))) continue;
    problems.push(`${field} belongs to a step with ${owners.join(', ')}`);
  }
  return problems;
}

function actionProblems(step: ScenarioStep, known: KnownIds): readonly string[] {
  const { start, complete, throwError, message, signal, startActivity, by } = step;
  return [
    ...missing('start.process', start?.process, known.processes, 'process'),
    ...missing('complete', complete, known.tasks, 'task'),
    ...missing('throwError.task', throwError?.task, known.tasks, 'task'),
    ...missing('message.name', message?.name, known.messages, 'message'),
    ...missing('signal.name', signal?.name, known.signals, 'signal'),
    ...missing('startActivity', startActivity, known.elements, 'element'),
    ...(by === undefined || known.people.has(by) ? [] : [`by: there is no demo person ${by}`]),
  ];
}

function expectationProblems(expected: ScenarioExpectation, known: KnownIds): readonly string[] {
  const tasks = (['open', 'late', 'onTime'] as const).flatMap((field) =>
    (expected[field] ?? []).flatMap((id) => missing(`expect.${field}`, id, known.tasks, 'task')),
  );
  const elements = (['done', 'notDone', 'incidents'] as const).flatMap((field) =>
    (expected[field] ?? []).flatMap((id) => missing(`expect.${field}`, id, known.elements, 'element')),
  );
  const timers = Object.keys(expected.timers ?? {}).flatMap((id) =>
    missing('expect.timers', id, known.timers, 'timer event'),
  );
  return [...tasks, ...elements, ...timers];
}

function missing(field: string, id: string | undefined, known: ReadonlySet<string>, kind: string): readonly string[] {
  return id === undefined || known.has(id) ? [] : [`${field}: there is no ${kind} ${id} in the library`];
}
