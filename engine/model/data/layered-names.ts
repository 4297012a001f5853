import type { FeelType } from '../../expressions/compiled-expression.js';
import type { Names } from '../draft/drafts.js';

/** The names with more of them in front; the same map where there are none. The outer map is shared, never copied. */
export function extended(names: Names, entries: readonly (readonly [string, FeelType])[]): Names {
  return entries.length === 0 ? names : new LayeredNames(names, new Map(entries));
}

/**
 * Names of a place whose data come from elsewhere (a worker, a called process, a message without described fields):
 * every name may be there, and nothing is known of its type.
 */
export function openNames(known: Names): Names {
  return new OpenNames(known);
}

/** Inner names hide outer ones of the same name. */
class LayeredNames implements ReadonlyMap<string, FeelType> {
  constructor(
    protected readonly outer: Names,
    private readonly inner: Names = new Map(),
  ) {}

  get size(): number {
    return [...this.keys()].length;
  }

  has(name: string): boolean {
    return this.inner.has(name) || this.outer.has(name);
  }

  get(name: string): FeelType | undefined {
    return this.inner.get(name) ?? this.outer.get(name);
  }

  *entries(): MapIterator<[string, FeelType]> {
    yield* this.inner;
    for (const entry of this.outer) if (!this.inner.has(entry[0])) yield entry;
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): MapIterator<FeelType> {
    for (const [, type] of this.entries()) yield type;
  }

  forEach(visit: (type: FeelType, name: string, map: Names) => void): void {
    for (const [name, type] of this.entries()) visit(type, name, this);
  }

  [Symbol.iterator](): MapIterator<[string, FeelType]> {
    return this.entries();
  }
}

/**
 * The same names for the FEEL parser, which asks for a list in order to find names of several words.
 * Every name of a model is one word, so that the list is empty and a model with many variables costs nothing more.
 */
export function simpleNames(names: Names): Names {
  return new SimpleNames(names);
}

class SimpleNames extends LayeredNames {
  override has(name: string): boolean {
    return this.outer.has(name);
  }

  override get(name: string): FeelType | undefined {
    return this.outer.get(name);
  }

  override *keys(): MapIterator<string> {
    // No name of several words.
  }
}

class OpenNames extends LayeredNames {
  override has(): boolean {
    return true;
  }

  override get(name: string): FeelType {
    return super.get(name) ?? 'Any';
  }
}
