import { randomUUID } from 'node:crypto';

import type { ProblemCode, ProblemDetails } from '../application/application-error.js';
import { describeRefusal } from '../application/describe-refusal.js';
import type { Language, Log } from '../application/ports.js';
import { fieldErrors, type FieldError } from './field-errors.js';
import { problemTable } from './problem-table.js';
import { startedBy } from './started-by.js';

/** RFC 9457, with our closed codes. Never holds a value that was sent. */
export interface Problem extends Omit<ProblemDetails, 'violations' | 'startedBy'> {
  readonly type: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  /** What to do instead, where there is something to say. */
  readonly detail?: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

/** One outcome for everything that can be thrown. What nobody expected is logged by name and place, without its message. */
export function toProblem(error: unknown, language: Language, requestId: string, log: Log): Problem {
  const known = describe(error);
  if (!known) {
    const frames =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 8)
            .join(' ')
        : '';
    const name = error instanceof Error ? error.name : 'unknown';
    log.error({ requestId, error: name, ...codeOf(error), frames }, 'a request failed');
  }
  const { code, violations, startedBy: by, ...more } = known ?? { code: 'INTERNAL' as const };
  const detail = startedBy(by, language);
  const { status, title } = problemTable[code];
  return {
    type: `urn:samlop:problem:${code}`,
    code,
    status,
    title: title[language],
    ...(detail !== undefined && { detail }),
    requestId,
    ...more,
    ...(violations && { errors: fieldErrors(violations, language) }),
    ...(code === 'VALUE_NOT_ALLOWED' && { errors: valueErrors(more.details, title[language]) }),
  };
}

function describe(error: unknown): ({ readonly code: ProblemCode } & ProblemDetails) | null {
  const refusal = describeRefusal(error);
  if (refusal) return refusal;
  return isBadRequest(error) ? { code: 'REQUEST_NOT_VALID' } : null;
}

const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The code of a failure of the database or the system, such as SQLITE_CORRUPT or ENOSPC: nothing that was sent. */
function codeOf(error: unknown): { readonly cause?: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && CODE.test(code) ? { cause: code } : {};
}

/** What express throws at an address that cannot be read. */
const isBadRequest = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 400;

/** What the engine refuses has a pointer and a cause too. */
function valueErrors(details: ProblemDetails['details'] = {}, message: string): readonly FieldError[] {
  const { path, cause = 'VALUE_NOT_ALLOWED' } = details;
  return path === undefined ? [] : [{ path: String(path), code: String(cause), message }];
}

export const newRequestId = (): string => randomUUID();
