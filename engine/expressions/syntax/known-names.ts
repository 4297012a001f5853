import { NAME_PARTS } from './characters.js';

interface KnownName {
  readonly name: string;
  readonly parts: readonly string[];
}

const NONE: readonly KnownName[] = [];
const SIMPLE = /^\w+$/;

/** True for a name that is read as it stands. */
export const isSimpleName = (name: string): boolean => SIMPLE.test(name);

/**
 * Names with spaces or symbols that are declared at a place in an expression (DMN 1.3, 10.3.1.2: the longest known name wins).
 * Simple names need no entry: they are read as they stand.
 */
export class KnownNames {
  readonly #byFirstPart = new Map<string, KnownName[]>();

  /** @param around names that are known too, and stay as they are */
  constructor(
    names: Iterable<string>,
    private readonly around?: KnownNames,
  ) {
    for (const name of names) this.add(name);
  }

  /** Names that begin with this word, longest first; those of an inner place before those around it. */
  startingWith(part: string): readonly KnownName[] {
    const own = this.#byFirstPart.get(part) ?? NONE;
    const others = this.around?.startingWith(part) ?? NONE;
    return own === NONE ? others : [...own, ...others];
  }

  add(name: string): void {
    if (isSimpleName(name)) return;
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
