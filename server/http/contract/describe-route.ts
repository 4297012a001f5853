import type { ProblemCode } from '../../application/application-error.js';
import { problemTable } from '../problem-table.js';
import type { Route } from '../route.js';
import { everywhere, ofBody, ofCommand } from './problem-groups.js';

/** What the document says of a route: all of it but its handler. */
export type DescribedRoute = Omit<Route, 'handle' | 'repeat'>;

/** Every way in which a route may refuse: its own, and what follows from its kind. */
export function problemsOf(route: DescribedRoute): readonly ProblemCode[] {
  return [
    ...new Set<ProblemCode>([
      ...(route.command ? ofCommand : []),
      ...(route.body ? ofBody : []),
      ...(route.ifMatch ? (['PRECONDITION_FAILED'] as const) : []),
      ...route.problems,
      ...everywhere,
    ]),
  ];
}

/** The codes of each status, the statuses in order. */
export function problemsByStatus(route: DescribedRoute): ReadonlyMap<number, readonly ProblemCode[]> {
  const found = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(route)) {
    const { status } = problemTable[code];
    found.set(status, [...(found.get(status) ?? []), code]);
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** Names of the parameters of a path, in order. */
export const parametersIn = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** `/v2/user-tasks/:userTaskKey` as OpenAPI writes it. */
export const template = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
