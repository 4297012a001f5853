export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } satisfies Record<Paint, number>;

/** Text in a colour where colours are wanted; a colour is never the only sign. */
export function paint(how: Paint, text: string, colour: boolean): string {
  return colour && text !== '' ? `\u001b[${CODES[how]}m${text}\u001b[0m` : text;
}
