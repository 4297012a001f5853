import type { PlainJson } from '../../../engine/index.js';
import type { Check, PlayedScenario, StepFailure } from './played-scenario.js';
import { texts, type Language, type Texts } from './texts.js';
import { wallTime } from './wall-time.js';

/** Why a scenario failed, in one line for each reason: the step, what was expected and what was found. */
export function failureLines(played: PlayedScenario, language: Language): readonly string[] {
  const words = texts[language];
  return played.steps.flatMap((step) => {
    const reasons = [
      ...(step.failure ? [failureText(step.failure, played, words)] : []),
      ...step.checks.filter((check) => !check.passed).map((check) => checkText(check, played, words)),
    ];
    return reasons.map((reason) => `${played.file}: ${words.step} ${step.number}: ${reason}`);
  });
}

/** An expectation in words: by names where it holds, by names and ids where it does not. */
export function checkText(check: Check, played: PlayedScenario, words: Texts): string {
  const subject =
    check.subject === undefined
      ? ''
      : check.what === 'timer'
        ? nameOf(check.subject, check.passed, played)
        : check.subject;
  const what = [words.checks[check.what], subject].filter(Boolean).join(' ');
  const show = (value: PlainJson): string => valueText(check, value, played, words);
  if (check.passed && check.what !== 'late') return `${what}: ${show(check.expected)}`;
  if (check.passed) return `${what}: ${show(check.found)}`;
  return `${what}: ${words.expected} ${show(check.expected)}, ${words.found} ${show(check.found)}`;
}

export function failureText({ code, expected, found }: StepFailure, played: PlayedScenario, words: Texts): string {
  const reason = words.failureCodes[code] ?? code;
  const show = (value: PlainJson): string => listText(value, (one) => nameOf(one, false, played), words);
  return `${reason}: ${words.expected} ${show(expected)}, ${words.found} ${show(found)}`;
}

function valueText({ what, passed }: Check, value: PlainJson, played: PlayedScenario, words: Texts): string {
  if (what === 'variable') return JSON.stringify(value);
  if (value === null) return words.nothing;
  if (what === 'instance' && typeof value === 'string') return words.statuses[value] ?? value;
  if (what === 'timer' && typeof value === 'string') return wallTime(Date.parse(value), played.zone, words.locale);
  return listText(value, (one) => nameOf(one, passed, played), words);
}

function listText(value: PlainJson, show: (one: string) => string, words: Texts): string {
  const list: readonly PlainJson[] = Array.isArray(value) ? (value as readonly PlainJson[]) : [value];
  return list.length === 0
    ? words.nothing
    : list.map((one) => (typeof one === 'string' ? show(one) : JSON.stringify(one))).join(', ');
}

/** Codes and texts that are no element keep their form. */
function nameOf(id: string, nameAlone: boolean, { names }: PlayedScenario): string {
  const { name } = names.element(id);
  if (name === id) return id;
  return nameAlone ? name : `${name} [${id}]`;
}
