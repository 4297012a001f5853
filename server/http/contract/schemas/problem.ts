import type { ProblemCode } from '../../../application/application-error.js';
import { problemTable } from '../../problem-table.js';
import { described, integer, json, list, named, object, oneOf, string, type Schema } from '../schema.js';
import { diagnostic } from './deployment.js';
import { details } from './incident.js';

const fieldError = named(
  'FieldError',
  object({
    path: described(string, 'JSON pointer into the submitted `variables` (forms) or into the body or query.'),
    code: described(string, 'The JSON Schema keyword, or the cause.'),
    message: described(string, 'A sentence in the language of the reader.'),
  }),
);

/** Every code, as one closed list. */
export const problemCodes = Object.keys(problemTable) as readonly ProblemCode[];

/** RFC 9457, with our closed codes. */
export const problem = named('Problem', {
  ...object({
    type: described(string, '`urn:samlop:problem:` and the code.'),
    code: oneOf(...problemCodes),
    status: integer(400, 599),
    title: described(string, 'A sentence in the language of the reader.'),
    'detail?': described(string, 'What to do instead, where there is something to say.'),
    requestId: described(string, 'The same as in `X-Request-Id` and in the log.'),
    'details?': described(details, 'Ids, codes and numbers; never values.'),
    'current?': described(
      { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } },
      'What changed when somebody else came first.',
    ),
    'errors?': list(fieldError),
    'diagnostics?': list(diagnostic),
  }),
  description: 'A refusal (RFC 9457). It never repeats what was sent.',
});

/** A problem that has one of some codes. */
export const problemOf = (codes: readonly ProblemCode[]): Schema => ({
  allOf: [problem, { type: 'object', properties: { code: { enum: codes }, status: json } }],
});
