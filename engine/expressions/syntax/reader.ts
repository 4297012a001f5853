import { EXPRESSION_LIMITS } from '../limits.js';
import { BLANK, IDENTIFIER, KEYWORDS, PART_CHARACTER } from './characters.js';
import type { KnownNames } from './known-names.js';
import { fail } from './syntax-failure.js';
import type { SyntaxNode } from './syntax-node.js';

/** Where a parser stands in the source: reads blanks, symbols, words and names. */
export class Reader {
  at = 0;
  /** End of what was passed last, before the blanks after it. */
  end = 0;
  #depth = 0;

  constructor(
    readonly source: string,
    readonly names: KnownNames,
    readonly functions: KnownNames,
    /** The whole grammar, given by `parse` so that its parts need not know each other. */
    private readonly grammar: (reader: Reader) => SyntaxNode,
  ) {
    this.blanks();
  }

  /** An expression one level further in. Refuses more levels than `EXPRESSION_LIMITS.depth`. */
  expression(): SyntaxNode {
    this.#depth += 1;
    if (this.#depth > EXPRESSION_LIMITS.depth) this.tooDeep();
    const node = this.grammar(this);
    this.#depth -= 1;
    return node;
  }

  /** Counts a level that does not pass through `expression`, as a chain of signs. */
  deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > EXPRESSION_LIMITS.depth) this.tooDeep();
    const result = read();
    this.#depth -= 1;
    return result;
  }

  atEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** The text that a sticky pattern matches here, which is then passed together with the blanks after it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.source)?.[0];
    if (text === undefined) return undefined;
    this.at += text.length;
    this.end = this.at;
    this.blanks();
    return text;
  }

  sees(symbol: string): boolean {
    return this.source.startsWith(symbol, this.at);
  }

  takes(symbol: string): boolean {
    if (!this.sees(symbol)) return false;
    this.at += symbol.length;
    this.end = this.at;
    this.blanks();
    return true;
  }

  expect(symbol: string, after: string): void {
    if (!this.takes(symbol)) this.unexpected(`"${symbol}" is missing after ${after}`);
  }

  seesWord(word: string): boolean {
    return this.sees(word) && !PART_CHARACTER.test(this.source[this.at + word.length] ?? '');
  }

  takesWord(word: string): boolean {
    return this.seesWord(word) && this.takes(word);
  }

  expectWord(word: string, after: string): void {
    if (!this.takesWord(word)) this.unexpected(`"${word}" is missing after ${after}`);
  }

  /** The identifier that stands here, without passing it. Keywords are not identifiers. */
  peekIdentifier(): string | undefined {
    IDENTIFIER.lastIndex = this.at;
    const word = IDENTIFIER.exec(this.source)?.[0];
    return word === undefined || KEYWORDS.has(word) ? undefined : word;
  }

  /** Words in a row are one name, as `date of birth`, also when nothing of that name is declared. */
  nameWords(): string | undefined {
    const words: string[] = [];
    for (let word = this.peekIdentifier(); word !== undefined; word = this.peekIdentifier()) {
      words.push(word);
      this.takes(word);
    }
    return words.length === 0 ? undefined : words.join(' ');
  }

  /** The longest of the names given that stands here. */
  knownName(names: KnownNames): string | undefined {
    IDENTIFIER.lastIndex = this.at;
    const first = IDENTIFIER.exec(this.source)?.[0];
    if (first === undefined) return undefined;
    const start = this.at;
    for (const known of names.startingWith(first)) {
      if (known.parts.every((part) => this.takes(part)) && !this.insideWord()) return known.name;
      this.at = start;
    }
    return undefined;
  }

  unexpected(reason: string): never {
    const found = this.atEnd() ? 'the expression ends here' : `found "${this.source.slice(this.at, this.at + 20)}"`;
    return fail('SYNTAX', this.at, Math.min(this.at + 1, this.source.length), `${capital(reason)}: ${found}.`);
  }

  tooDeep(): never {
    return fail('TOO_DEEP', 0, this.source.length, 'The expression has too many levels inside each other.');
  }

  private insideWord(): boolean {
    const before = this.source[this.at - 1] ?? '';
    return PART_CHARACTER.test(before) && PART_CHARACTER.test(this.source[this.at] ?? '');
  }

  private blanks(): void {
    BLANK.lastIndex = this.at;
    this.at += BLANK.exec(this.source)?.[0].length ?? 0;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
