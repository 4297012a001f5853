import type { FormSchema } from './ports.js';

/** Most places that a form may come to once what it refers to stands where it is referred to. */
const MOST_PLACES = 10_000;
const POINTER = /^#(?:\/.*)?$/;

/**
 * Why a form would cost more to check than what is entered into it: it refers to itself, or unfolds without end
 * (each of forty definitions using the one before it twice is a million million checks). Null for any other.
 */
export function formSizeDefect(schema: FormSchema): string | null {
  const known = new Map<string, number>();
  const open = new Set<string>();

  /** Places below a value; of what is referred to once for each reference. @throws Error that says why it has no end */
  function places(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    let sum = 1;
    for (const [name, inner] of Object.entries(value)) {
      if (name === '$defs' || name === 'definitions') continue;
      sum += name === '$ref' && typeof inner === 'string' ? referred(inner) : places(inner);
      if (sum > MOST_PLACES) throw new Error(`it unfolds to more than ${MOST_PLACES} places`);
    }
    return sum;
  }

  function referred(reference: string): number {
    const before = known.get(reference);
    if (before !== undefined) return before;
    if (open.has(reference)) throw new Error('it refers to itself');
    if (!POINTER.test(reference)) return 1; // no address within: what it comes to is the compiler's matter
    open.add(reference);
    const size = places(at(schema, reference));
    open.delete(reference);
    known.set(reference, size);
    return size;
  }

  try {
    places(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

function at(schema: unknown, reference: string): unknown {
  return decodeURIComponent(reference.slice(2))
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (found, part) =>
        typeof found === 'object' && found !== null && Object.hasOwn(found, part)
          ? (found as Readonly<Record<string, unknown>>)[part]
          : undefined,
      schema,
    );
}
