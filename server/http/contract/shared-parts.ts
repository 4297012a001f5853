import type { Tag } from '../route.js';
import type { Header, Parameter, Reference, ServerObject } from './open-api.js';
import { string, text } from './schema.js';

/** Headers that requests may carry. */
export const parameters = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A repeat by the same person under the same key gets the first answer again, with `Idempotency-Replayed: true`; another request under it is refused. Only answers of commands that took effect are kept, for 7 days.',
    schema: { ...text(200), pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$' },
    example: '0f8a7c1e-admission-1001',
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The `ETag` that the decision was made on, or `*`. Where it no longer holds, the command is refused with 412 and `current`.',
    schema: text(1000),
    example: '"3"',
  },
  'Accept-Language': {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: 'Language of titles, messages and names: `nb` (where nothing fits), `nn` or `en`.',
    schema: string,
    example: 'nn',
  },
} as const satisfies Readonly<Record<string, Parameter>>;

/** Headers that answers may carry. */
export const headers = {
  'X-Request-Id': { description: 'Names the request, here and in the log.', schema: string },
  ETag: { description: 'What `If-Match` takes: what a person has seen of it.', schema: string },
  'Idempotency-Replayed': {
    description: '`true` where this is the first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Retry-After': {
    description:
      'Seconds after which it is worth trying again: more of them the more waits, or the longer the trouble has lasted, and not the same for everybody.',
    schema: { type: 'string', pattern: '^([1-9]|[12][0-9]|30)$' },
  },
} as const satisfies Readonly<Record<string, Header>>;

export const parameterAt = (name: keyof typeof parameters): Reference => ({ $ref: `#/components/parameters/${name}` });
export const headersAt = (...names: readonly (keyof typeof headers)[]): Readonly<Record<string, Reference>> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

export const securitySchemes = {
  demoPerson: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Demo-Person',
    description: 'Who acts: the id of a demo person (`GET /v2/demo-people`). Needed on every command.',
  },
} as const;

export const mainServer: ServerObject = { url: '/', description: 'The server itself.' };
export const worldServer: ServerObject = {
  url: '/demo/worlds/{worldId}',
  description: 'A demo world (demo mode only): the same routes, with a database and a clock of its own.',
  variables: { worldId: { default: 'bL8w1n0aZ2Qx', description: 'Answer of `POST /demo/worlds`.' } },
};

export const tagTexts = {
  Deployment: 'Putting pathways to use.',
  'Process definition': 'What is deployed: each version of each process.',
  'Process instance': 'One patient’s way through a pathway.',
  'User task': 'What people have to do, and do.',
  Message: 'What one pathway or system tells another.',
  Signal: 'What concerns everybody who listens.',
  Job: 'Work of service and send tasks, done by workers outside.',
  Incident: 'What could not go on by itself.',
  'Batch operation': 'The same done to many.',
  Event: 'What happens, as it happens.',
  Webhook: 'Telling other systems.',
  Operation: 'The server itself.',
  Demo: 'Made-up people, and worlds to try things out in.',
} as const satisfies Readonly<Record<Tag, string>>;
