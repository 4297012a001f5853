import { createHash } from 'node:crypto';

import { ApplicationError, type ProblemDetails } from './application-error.js';
import type { Caller } from './services.js';

/** What a command was decided on, as its sender has seen it (RFC 9110, 13.1.1). */
export interface Precondition {
  readonly of: 'processInstance' | 'userTask';
  /** An entity tag with its quotes, or `*` for whatever is there. */
  readonly tag: string;
}

export type Seen = NonNullable<ProblemDetails['current']>;

const TAG_LENGTH = 22;

/** Entity tag of what a person sees. */
export const tagOf = (seen: Readonly<Record<string, Seen[string] | undefined>>): string =>
  `"${createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, TAG_LENGTH)}"`;

/** Entity tag of an instance: its revision. */
export const revisionTag = ({ revision }: { readonly revision: number }): string => `"${revision}"`;

/** Whether a command says what it was decided on. */
export const hasPrecondition = ({ precondition }: Caller, of: Precondition['of']): boolean =>
  precondition?.of === of && precondition.tag !== '*';

/**
 * To be called where nobody else can change it any more: under the lock of the instance.
 * @param seen what a person would see now
 * @throws ApplicationError PRECONDITION_FAILED with `seen` as `current`
 */
export function requireUnchanged(caller: Caller, of: Precondition['of'], tag: string, seen: Seen): void {
  if (!hasPrecondition(caller, of) || caller.precondition?.tag === tag) return;
  throw new ApplicationError('PRECONDITION_FAILED', { current: seen });
}
