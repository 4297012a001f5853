import { randomUUID } from 'node:crypto';

import type { ProblemCode, ProblemDetails } from '../application/application-error.js';
import { describeRefusal } from '../application/describe-refusal.js';
import type { Language, Log } from '../application/ports.js';
import { fieldErrors, type FieldError } from './field-errors.js';
import { problemTable } from './problem-table.js';

/** RFC 9457, with our closed codes. Never holds a value that was sent. */
export interface Problem extends Omit<ProblemDetails, 'violations'> {
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
    log.error({ requestId, error: error instanceof Error ? error.name : 'unknown', frames }, 'a request failed');
  }
  const { code, violations, ...more } = known ?? { code: 'INTERNAL' as const };
  const { status, title } = problemTable[code];
  return {
    type: `urn:samlop:problem:${code}`,
    code,
    status,
    title: title[language],
    ...detailOf(code, more.details, language),
    requestId,
    ...more,
    ...(violations && { errors: fieldErrors(violations, language) }),
    ...(code === 'VALUE_NOT_ALLOWED' && { errors: valueErrors(more.details, title[language]) }),
  };
}

const STARTED_BY = {
  message: {
    nb: (name: string) => `Forløpet startes av meldingen «${name}»: POST /v2/messages/publication.`,
    nn: (name: string) => `Forløpet blir starta av meldinga «${name}»: POST /v2/messages/publication.`,
    en: (name: string) => `The process is started by the message “${name}”: POST /v2/messages/publication.`,
  },
  signal: {
    nb: (name: string) => `Forløpet startes av signalet «${name}»: POST /v2/signals/broadcast.`,
    nn: (name: string) => `Forløpet blir starta av signalet «${name}»: POST /v2/signals/broadcast.`,
    en: (name: string) => `The process is started by the signal “${name}”: POST /v2/signals/broadcast.`,
  },
} as const satisfies Record<string, Record<Language, (name: string) => string>>;

/** How a process is started that nobody starts by hand. */
function detailOf(
  code: ProblemCode,
  details: ProblemDetails['details'] = {},
  language: Language,
): Pick<Problem, 'detail'> {
  if (code !== 'START_NOT_FOUND') return {};
  const said = (['message', 'signal'] as const).flatMap((kind) => {
    const name = details[kind];
    return name === undefined ? [] : [STARTED_BY[kind][language](String(name))];
  });
  return said.length > 0 ? { detail: said.join(' ') } : {};
}

function describe(error: unknown): ({ readonly code: ProblemCode } & ProblemDetails) | null {
  const refusal = describeRefusal(error);
  if (refusal) return refusal;
  return isBadRequest(error) ? { code: 'REQUEST_NOT_VALID' } : null;
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
