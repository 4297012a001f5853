import type { FormSchema } from './ports.js';

/**
 * Most parts (keywords, fields, choices) that a form may come to once what it refers to stands where it is referred to: so
 * many are compiled in about a tenth of a second.
 */
const MOST_PARTS = 1_500;
/** A pattern costs as much as some other keywords. */
const PATTERN = 5;
/** What is only shown costs nothing. */
const SHOWN: ReadonlySet<string> = new Set(['title', 'description', '$comment', 'examples', 'default']);
/** Choices up to this number are compiled one by one (ajv's `loopEnum`); longer lists cost no more than one. */
const FEW_CHOICES = 200;
const POINTER = /^#(?:\/.*)?$/;

/**
 * Why a form would cost more to check than what is entered into it: it refers to itself, or unfolds without end
 * (each of forty definitions using the one before it twice is a million million checks). Null for any other.
 */
export function formSizeDefect(schema: FormSchema): string | null {
  const known = new Map<string, number>();
  const open = new Set<string>();

  /** Parts of a value; of what is referred to once for each reference. @throws Error that says why it has no end */
  function parts(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1;
    let sum = 1;
    for (const [name, inner] of Object.entries(value)) {
      if (value === schema && (name === '$defs' || name === 'definitions')) continue;
      sum += partsOf(name, inner);
      if (sum > MOST_PARTS) throw new Error(`it unfolds to more than ${MOST_PARTS} parts`);
    }
    return sum;
  }

  function partsOf(name: string, value: unknown): number {
    if (SHOWN.has(name) && typeof value !== 'object') return 0;
    if (name === 'enum' && Array.isArray(value) && value.length > FEW_CHOICES) return 1;
    if (name === 'pattern' && typeof value === 'string') return PATTERN;
    return name === '$ref' && typeof value === 'string' ? referred(value) : parts(value);
  }

  function referred(reference: string): number {
    const before = known.get(reference);
    if (before !== undefined) return before;
    if (open.has(reference)) throw new Error('it refers to itself');
    if (!POINTER.test(reference)) return 1; // no address within: what it comes to is the compiler's matter
    open.add(reference);
    const size = parts(at(schema, reference));
    open.delete(reference);
    known.set(reference, size);
    return size;
  }

  try {
    parts(schema);
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
