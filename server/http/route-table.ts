import { ApplicationError } from '../application/application-error.js';

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** Where a path ends: names of its parameters in order, and what stands there by method. */
  end?: End<T>;
}
interface End<T> {
  readonly names: readonly string[];
  readonly methods: Map<string, T>;
}
interface Place<T> {
  readonly end: End<T>;
  readonly values: readonly string[];
}

export interface Found<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds what stands at a path, segment by segment: as many routes as there may be, each is as near. */
export interface RouteTable<T> {
  add(method: string, path: string, value: T): void;
  /**
   * @param method in capitals
   * @returns what stands there, or the methods that do where this one does not, or null where nothing stands
   * @throws ApplicationError REQUEST_NOT_VALID where a parameter cannot be read
   */
  find(method: string, path: string): Found<T> | { readonly allow: readonly string[] } | null;
}

const node = <T>(): Node<T> => ({ literals: new Map() });

export function routeTable<T>(): RouteTable<T> {
  const root = node<T>();
  return {
    add(method, path, value) {
      const names: string[] = [];
      let at = root;
      for (const segment of path.split('/').slice(1)) at = step(at, segment, names);
      at.end ??= { names, methods: new Map() };
      at.end.methods.set(method.toUpperCase(), value);
    },
    find(method, path) {
      const places = placesAt(root, path.split('/'), 1, []);
      for (const { end, values } of places) {
        const value = end.methods.get(method);
        if (value !== undefined) return { value, params: paramsOf(end.names, values) };
      }
      return places.length > 0 ? { allow: places.flatMap(({ end }) => [...end.methods.keys()]) } : null;
    },
  };
}

function step<T>(at: Node<T>, segment: string, names: string[]): Node<T> {
  if (segment.startsWith(':')) {
    names.push(segment.slice(1));
    return (at.parameter ??= node());
  }
  const next = at.literals.get(segment) ?? node<T>();
  at.literals.set(segment, next);
  return next;
}

/** Where the segments lead: a name that is written out goes before a parameter. */
function placesAt<T>(
  at: Node<T>,
  segments: readonly string[],
  index: number,
  values: readonly string[],
): readonly Place<T>[] {
  const segment = segments[index];
  if (segment === undefined) return at.end ? [{ end: at.end, values }] : [];
  const literal = at.literals.get(segment);
  const named = literal ? placesAt(literal, segments, index + 1, values) : [];
  if (!at.parameter || segment === '') return named;
  const other = placesAt(at.parameter, segments, index + 1, [...values, segment]);
  return named.length === 0 ? other : [...named, ...other];
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) params[name] = decoded(values[index] ?? '');
  return params;
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApplicationError('REQUEST_NOT_VALID');
  }
}
