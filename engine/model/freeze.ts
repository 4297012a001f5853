/**
 * Freezes plain objects and arrays, and all within them: a model is shared by every instance that runs it.
 * What is frozen already is taken to be frozen all through.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) if (typeof member === 'object') deepFreeze(member);
  return value;
}

/** A frozen copy of plain JSON, so that the caller's own object stays free. */
export function frozenCopy<T>(value: T): T {
  return deepFreeze(JSON.parse(JSON.stringify(value)) as T);
}
