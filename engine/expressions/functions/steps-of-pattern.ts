/** States that a pattern may have, by its text: it may turn out to have fewer. */
const MOST_STATES = 1_200;
/** Letters in ranges of a pattern that takes capitals for small letters: each is looked up. */
const MOST_LETTERS = 1_000;

const PATTERN = 500;
const CHARACTER = 30;
const STATE = 8;
const LETTER = 4;
/** Classes of Unicode are put together of hundreds of ranges. */
const CLASS = 400;
const FOLDED_CLASS = 1_500;

/**
 * Steps of reading a pattern, by what stands in its text.
 * @param text at most `EXPRESSION_LIMITS.patternLength` characters
 * @returns undefined for one that takes too long to read
 */
export function stepsOfPattern(text: string, flags: string): number | undefined {
  const folds = flags.includes('i') || /\(\?[a-zA-Z-]*i/.test(text);
  const states = statesOf(text);
  const letters = folds ? lettersOf(text) : 0;
  if (states > MOST_STATES || letters > MOST_LETTERS) return undefined;
  const classes = text.match(/\\[pP]/g)?.length ?? 0;
  return (
    PATTERN + CHARACTER * text.length + STATE * states + LETTER * letters + (folds ? FOLDED_CLASS : CLASS) * classes
  );
}

const TOKENS = /\\[pPx]\{[^}]*\}|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\{(\d{1,4})(?:,(\d{0,4}))?\}|[^]/g;

/** Characters and classes, each as often as it is repeated: `(a{3}b){2}` has eight. */
function statesOf(text: string): number {
  const around: number[] = [];
  let [all, last] = [0, 0];
  for (const [token, least, most] of text.matchAll(TOKENS)) {
    if (token === '(') {
      around.push(all);
      all = last = 0;
    } else if (token === ')') {
      last = all;
      all += around.pop() ?? 0;
    } else if (least !== undefined) {
      const times = Math.max(1, Number(least), Number(most ?? 0));
      all += last * (times - 1);
      last *= times;
    } else if (!'*+?|'.includes(token)) {
      last = 1;
      all += 1;
    }
  }
  return all;
}

const RANGES = /(\\x\{[0-9a-f]+\}|\\x[0-9a-f]{2}|\\?[^])-(?=(\\x\{[0-9a-f]+\}|\\x[0-9a-f]{2}|\\?[^]))/giu;
/** The last letter that has another case (Unicode 15, case folding). */
const LAST_LETTER = 0x1e943;

/** Letters in whatever stands like a range, `a-z`. */
function lettersOf(text: string): number {
  const ranges = [...text.matchAll(RANGES)].map(([, from = '', to = '']) => codeOf(to) - codeOf(from) + 1);
  return ranges.reduce((sum, size) => sum + Math.max(0, size), 0);
}

function codeOf(character: string): number {
  const hex = /^\\x\{?([0-9a-f]+)/i.exec(character)?.[1];
  const code = hex === undefined ? character.replace(/^\\(?=.)/s, '').codePointAt(0) : parseInt(hex, 16);
  return Math.min(LAST_LETTER, code ?? 0);
}
