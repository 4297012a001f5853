import { paint, type Paint } from '../paint.js';
import { checkText, failureText } from './check-text.js';
import type { Happening, HappeningKind } from './happenings.js';
import type { Check, PlayedScenario, PlayedStep } from './played-scenario.js';
import { texts, type Language, type Texts } from './texts.js';
import { wallTime } from './wall-time.js';

export interface TimelineStyle {
  readonly language: Language;
  readonly colour: boolean;
  /** Every expectation that held gets a line too; else they are counted in the last one. */
  readonly all: boolean;
}

const COLOURS: Partial<Record<HappeningKind, Paint>> = {
  taskDone: 'green',
  late: 'yellow',
  incident: 'red',
  error: 'red',
};

/**
 * One scenario as a person reads it: what happened when, and whether it was as expected. What was not as expected is
 * always shown in full.
 */
export function formatTimeline(played: PlayedScenario, style: TimelineStyle): string {
  const { language, colour } = style;
  const title = paint('bold', played.scenario.title[language], colour);
  const rows = played.steps.flatMap((step) => stepRows(step, played, style));
  const lines = [...rowLines(rows, played.zone, style), `  ${verdict(played, style)}`];
  return [`${title}  (${played.file})`, ...lines, '', ''].join('\n');
}

/** Whether the scenario passed, and how many expectations held. */
function verdict({ passed, steps }: PlayedScenario, { language, colour }: TimelineStyle): string {
  const words = texts[language];
  const checks = steps.flatMap((step) => step.checks);
  const held = checks.filter((check) => check.passed).length;
  const counted = checks.length === 0 ? '' : `: ${held} ${words.of} ${checks.length} ${words.asExpected}`;
  return passed
    ? paint('green', `✓ ${words.passed}${counted}`, colour)
    : paint('red', `✗ ${words.failed}${counted}`, colour);
}

interface Row {
  /** Number of the step, where its own part begins. */
  readonly number?: number;
  readonly at: number;
  readonly word: string;
  readonly text: string;
  readonly paint?: Paint | undefined;
}

/** Columns stand straight: a time without offset is as wide as one with it, where the scenario has both. */
function rowLines(rows: readonly Row[], zone: string, { language, colour }: TimelineStyle): readonly string[] {
  const times = rows.map((row) => wallTime(row.at, zone, texts[language].locale));
  const width = Math.max(0, ...times.map((time) => time.length));
  return rows.map((row, index) => {
    const number = `${row.number ?? ''}`.padStart(3);
    const time = paint('dim', (times[index] ?? '').padEnd(width), colour);
    const word = paint(row.paint ?? 'bold', row.word.padEnd(18), colour && row.paint !== undefined);
    return `  ${number}  ${time}  ${word}  ${row.text}`.trimEnd();
  });
}

/** What fell due on the way to the step comes before it, and carries no number: the number stands on the step's own. */
function stepRows(step: PlayedStep, played: PlayedScenario, { language, all }: TimelineStyle): readonly Row[] {
  const words = texts[language];
  const onTheWay = step.happenings.filter((happening) => happening.at < step.at);
  const [first = { at: step.at, word: '', text: `– ${words.nothingMore}` }, ...others] = ownRows(
    step,
    played,
    words,
    all,
  );
  return [...onTheWay.map((happening) => happeningRow(happening, words)), { ...first, number: step.number }, ...others];
}

function ownRows(step: PlayedStep, played: PlayedScenario, words: Texts, all: boolean): readonly Row[] {
  const { at, note, happenings, failure, checks } = step;
  const wrong = `✗ ${words.notAsExpected}`;
  const own = happenings.filter((happening) => happening.at >= at);
  const shown = checks.filter((check) => all || !check.passed);
  return [
    ...(note === undefined ? [] : [{ at, word: '', text: `– ${note}` }]),
    ...own.map((happening) => happeningRow(happening, words)),
    ...(failure ? [{ at, word: wrong, text: failureText(failure, played, words), paint: 'red' as const }] : []),
    ...shown.map((check) => checkRow(check, at, played, words)),
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
