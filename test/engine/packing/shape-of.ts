/**
 * A model as one text: values, what is one and the same object, what is frozen, and which records answer only to what was
 * put into them. Of functions only their place.
 */
export function shapeOf(model: object): string {
  const numbers = new Map<object, number>();
  const shape = (value: unknown): unknown => {
    if (typeof value === 'function') return 'a function';
    if (value === undefined) return 'undefined';
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const known = numbers.get(value);
    if (known !== undefined) return { same: known };
    numbers.set(value, numbers.size);
    const members = Object.entries(value).map(([name, member]) => [name, shape(member)]);
    return { kind: kindOf(value), frozen: Object.isFrozen(value), members };
  };
  return JSON.stringify(shape(model), undefined, 1);
}

function kindOf(value: object): string {
  if (Array.isArray(value)) return 'list';
  return Object.getPrototypeOf(value) === null ? 'record' : 'object';
}
