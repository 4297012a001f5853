import { paint, type Paint } from '../paint.js';
import { checkText, failureText } from './check-text.js';
import type { Happening, HappeningKind } from './happenings.js';
import type { Check, PlayedScenario, PlayedStep } from './played-scenario.js';
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
export function formatTimeline(played: PlayedScenario, { language, colour }: TimelineStyle): string {
  const words = texts[language];
  const verdict = played.passed
    ? paint('green', `✓ ${words.passed}`, colour)
    : paint('red', `✗ ${words.failed}`, colour);
  const title = paint('bold', played.scenario.title[language], colour);
  const lines = played.steps.flatMap((step) => stepLines(step, played, words, colour));
  return [`${title}  (${played.file})`, ...lines.map((line) => `  ${line}`.trimEnd()), `  ${verdict}`, '', ''].join(
    '\n',
  );
}

interface Row {
  readonly at: number;
  readonly word: string;
  readonly text: string;
  readonly paint?: Paint | undefined;
}

function stepLines(step: PlayedStep, played: PlayedScenario, words: Texts, colour: boolean): readonly string[] {
  return rowsOf(step, played, words).map((row, index) => {
    const number = index === 0 ? `${step.number}`.padStart(3) : '   ';
    const time = paint('dim', wallTime(row.at, played.zone, words.locale), colour);
    const word = paint(row.paint ?? 'bold', row.word.padEnd(18), colour && row.paint !== undefined);
    return `${number}  ${time}  ${word}  ${row.text}`;
  });
}

/** What fell due before the step's own time comes before its note. */
function rowsOf(step: PlayedStep, played: PlayedScenario, words: Texts): readonly Row[] {
  const { at, note, happenings, failure, checks } = step;
  const wrong = `✗ ${words.notAsExpected}`;
  const rowOf = (happening: Happening): Row => happeningRow(happening, words);
  return [
    ...happenings.filter((happening) => happening.at < at).map(rowOf),
    ...(note === undefined ? [] : [{ at, word: '', text: `– ${note}` }]),
    ...happenings.filter((happening) => happening.at >= at).map(rowOf),
    ...(failure ? [{ at, word: wrong, text: failureText(failure, played, words), paint: 'red' as const }] : []),
    ...checks.map((check) => checkRow(check, at, played, words)),
  ];
}

function happeningRow(happening: Happening, words: Texts): Row {
  const { kind, at, instance, name, element, lane, serviceLevel, by, deadline, code } = happening;
  const level = serviceLevel === undefined ? undefined : (words.serviceLevels[serviceLevel] ?? serviceLevel);
  const levelToo = level !== undefined && level.toLowerCase() !== lane?.toLowerCase();
  const place = lane === undefined ? (level ?? '') : levelToo ? `${lane} (${level})` : lane;
  const parts = [
    name ?? element ?? '',
    place && `· ${place}`,
    by !== undefined && kind === 'taskDone' ? `${words.by} ${by}` : '',
    deadline === undefined ? '' : `– ${words.deadline}: ${deadline}`,
    code ?? '',
    instance === 'first' ? '' : `[${instance}]`,
  ];
  return { at, word: words.kinds[kind], text: parts.filter(Boolean).join(' '), paint: COLOURS[kind] };
}

function checkRow(check: Check, at: number, played: PlayedScenario, words: Texts): Row {
  const word = check.passed ? `✓ ${words.asExpected}` : `✗ ${words.notAsExpected}`;
  return { at, word, text: checkText(check, played, words), paint: check.passed ? 'green' : 'red' };
}
