import type { Names } from './names.js';
import type { ScenarioStep } from './scenario-format.js';
import type { Actor } from './scenario-world.js';

/**
 * Who does a step that names nobody: somebody of the task's candidate group, else of its service level, else the first.
 * @returns id of a demo person
 */
export function choosePerson(step: ScenarioStep, people: readonly Actor[], names: Names): string {
  const task = step.complete ?? step.throwError?.task;
  const { candidateGroup, serviceLevel } = (task === undefined ? undefined : names.assignment(task)) ?? {};
  const ofGroup = people.find(
    ({ candidateGroups }) => candidateGroup !== undefined && candidateGroups.includes(candidateGroup),
  );
  const ofLevel = people.find((person) => serviceLevel !== undefined && person.serviceLevel === serviceLevel);
  return (ofGroup ?? ofLevel ?? people[0])?.id ?? '';
}
