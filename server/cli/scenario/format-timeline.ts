import type { PlainJson } from '../../../engine/index.js';
import { paint, type Paint } from '../paint.js';
import type { Happening, HappeningKind } from './happenings.js';
import type { Check, PlayedScenario, PlayedStep, StepFailure } from './played-scenario.js';
import { texts, type Language, type Texts } from './texts.js';
import { wallTime } from './wall-time.js';

export interface TimelineStyle {
  readonly language: Language;
  readonly colour: boolean;
}

const COLOURS: Partial<Record<HappeningKind, Paint>> = {
  taskDone: 'green',
  late: 'yellow',
  incident: 'red',
  error: 'red',
};

/** One scenario as a person reads it: what happened when, and whether it was as expected. */
export function formatTimeline(played: PlayedScenario, style: TimelineStyle): string {
  const words = texts[style.language];
  const verdict = played.passed
    ? paint('green', `✓ ${words.passed}`, style.colour)
    : paint('red', `✗ ${words.failed}`, style.colour);
  const title = paint('bold', played.scenario.title[style.language], style.colour);
  const steps = played.steps.flatMap((step) => stepLines(step, played.zone, words, style.colour));
  return [`${title}  (${played.file})`, ...steps.map((line) => `  ${line}`.trimEnd()), `  ${verdict}`, '', ''].join(
    '\n',
  );
}

/** Why a scenario failed, in one line for each reason: the step, what was expected and what was found. */
export function failureLines(played: PlayedScenario, language: Language): readonly string[] {
  const words = texts[language];
  return played.steps.flatMap((step) => {
    const reasons = [
      ...(step.failure ? [failureText(step.failure, words)] : []),
      ...step.checks.filter((check) => !check.passed).map((check) => checkText(check, words)),
    ];
    return reasons.map((reason) => `${played.file}: ${words.step} ${step.number}: ${reason}`);
  });
}

function stepLines(step: PlayedStep, zone: string, words: Texts, colour: boolean): readonly string[] {
  const rows: Row[] = [
    ...(step.note === undefined ? [] : [{ at: step.at, word: '', text: `– ${step.note}`, paint: 'bold' as const }]),
    ...step.happenings.map((happening) => happeningRow(happening, words)),
    ...(step.failure
      ? [
          {
            at: step.at,
            word: `✗ ${words.notAsExpected}`,
            text: failureText(step.failure, words),
            paint: 'red' as const,
          },
        ]
      : []),
    ...step.checks.map((check) => checkRow(check, step.at, words)),
  ];
  return rows.map((row, index) => {
    const number = index === 0 ? `${step.number}`.padStart(3) : '   ';
    const time = paint('dim', wallTime(row.at, zone, words.locale), colour);
    return `${number}  ${time}  ${paint(row.paint ?? 'bold', row.word.padEnd(18), colour && row.paint !== undefined)}  ${row.text}`;
  });
}

interface Row {
  readonly at: number;
  readonly word: string;
  readonly text: string;
  readonly paint?: Paint | undefined;
}

function happeningRow(happening: Happening, words: Texts): Row {
  const { kind, at, name, element, lane, serviceLevel, by, code } = happening;
  const level = serviceLevel === undefined ? undefined : (words.serviceLevels[serviceLevel] ?? serviceLevel);
  const place = [lane, level && level.toLowerCase() !== lane?.toLowerCase() ? `(${level})` : '']
    .filter(Boolean)
    .join(' ');
  const parts = [
    name ?? element ?? '',
    place && `· ${place}`,
    by !== undefined && kind === 'taskDone' ? `${words.by} ${by}` : '',
    code ?? '',
    happening.instance === 'first' ? '' : `[${happening.instance}]`,
  ];
  return { at, word: words.kinds[kind], text: parts.filter(Boolean).join(' '), paint: COLOURS[kind] };
}

function checkRow(check: Check, at: number, words: Texts): Row {
  const word = check.passed ? `✓ ${words.asExpected}` : `✗ ${words.notAsExpected}`;
  return { at, word, text: checkText(check, words), paint: check.passed ? 'green' : 'red' };
}

function checkText(check: Check, words: Texts): string {
  const what = [words.checks[check.what], check.subject ?? ''].filter(Boolean).join(' ');
  const show = (value: PlainJson): string => valueText(check.what, value, words);
  if (check.passed) return `${what}: ${show(check.expected)}`;
  return `${what}: ${words.expected} ${show(check.expected)}, ${words.found} ${show(check.found)}`;
}

function failureText({ code, expected, found }: StepFailure, words: Texts): string {
  const reason = words.failureCodes[code] ?? code;
  return `${reason}: ${words.expected} ${valueText('open', expected, words)}, ${words.found} ${valueText('open', found, words)}`;
}

function valueText(what: Check['what'], value: PlainJson, words: Texts): string {
  if (what === 'instance' && typeof value === 'string') return words.statuses[value] ?? value;
  if (what === 'variable') return JSON.stringify(value);
  if (value === null) return words.nothing;
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return value.length === 0 ? words.nothing : value.map((one) => valueText('open', one as PlainJson, words)).join(', ');
}
