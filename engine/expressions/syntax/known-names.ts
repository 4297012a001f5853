import { NAME_PARTS } from './characters.js';

interface KnownName {
  readonly name: string;
  readonly parts: readonly string[];
}

/**
 * Names with spaces or symbols that are declared at a place in an expression (DMN 1.3, 10.3.1.2: the longest known name wins).
 * Simple names need no entry: they are read as they stand.
 */
export class KnownNames {
  readonly #byFirstPart = new Map<string, KnownName[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) this.add(name);
  }

  /** Names that begin with this word, longest first. */
  startingWith(part: string): readonly KnownName[] {
    return this.#byFirstPart.get(part) ?? [];
  }

  add(name: string): void {
    const parts = name.match(NAME_PARTS) ?? [];
    const [first] = parts;
    if (first === undefined || parts.length === 1) return;
    const others = this.#byFirstPart.get(first) ?? [];
    this.#byFirstPart.set(
      first,
      [...others, { name, parts }].sort((a, b) => b.parts.length - a.parts.length),
    );
  }
}
