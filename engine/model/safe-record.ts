/** Words that every JavaScript object answers to: no element id and no variable may bear them. */
const RESERVED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** True for names such as `__proto__` or `constructor`. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/** An empty record that answers only to what was put into it: looking up `constructor` gives undefined. */
export function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

/** A record of the items by a key of theirs. */
export function recordBy<T>(items: Iterable<T>, key: (item: T) => string): Record<string, T> {
  const record = emptyRecord<T>();
  for (const item of items) record[key(item)] = item;
  return record;
}
