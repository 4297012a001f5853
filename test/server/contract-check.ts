import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';

import type { DemoWorlds } from '../../server/application/demo/demo-worlds.js';
import { headers as contractHeaders } from '../../server/http/contract/shared-parts.js';
import { addStrictFormats } from '../../server/application/strict-formats.js';
import { describeApi } from '../../server/http/api-routes.js';
import type { Operation } from '../../server/http/contract/open-api.js';
import { mainServer, worldServer } from '../../server/http/contract/shared-parts.js';

export const { document } = describeApi({} as DemoWorlds, '0.0.0');

const WORLD = /^\/demo\/worlds\/[^/]+(?=\/v2\/)/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, logger: false });
addStrictFormats(ajv);
ajv.addKeyword('x-unicode-normalization'); // says what the server does with a text, not what is allowed
ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'components']);
ajv.addSchema(document, 'contract');

export interface FoundOperation {
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly operation: Operation;
}

/** Every operation of the contract. */
export const operations: readonly FoundOperation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const operation = item[method];
    return operation ? [{ path, method, operation }] : [];
  }),
);

const known = operations
  .map((found) => ({ ...found, pattern: new RegExp(`^${found.path.replace(/\{\w+\}/g, '[^/]+')}$`) }))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** The operation that a request is for; undefined for a page, a file or nothing of ours. */
export function operationOf(method: string, url: string): FoundOperation | undefined {
  const whole = url.split('?')[0] ?? '';
  const server = WORLD.test(whole) ? worldServer : mainServer;
  return known.find(
    ({ method: its, pattern, operation: { servers = [server] } }) =>
      its === method.toLowerCase() && pattern.test(whole.replace(WORLD, '')) && servers.includes(server),
  );
}

const pointer = (...parts: readonly string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** A schema of the document by where it stands in it. */
export function schemaAt(...parts: readonly string[]): ValidateFunction {
  const address = `contract#${pointer(...parts)}`;
  return ajv.getSchema(address) ?? ajv.compile({ $ref: address });
}

/**
 * Holds an answer to the contract: its status is one that the operation declares, and its body follows the schema of it.
 * @throws Error that says how it does not
 */
export function requireContract(
  method: string,
  url: string,
  answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): void {
  const type = (answer.headers.get('Content-Type') ?? '').split(';')[0] ?? '';
  const found = operationOf(method, url);
  const fault = found ? faultOf(found, type, answer) : problemFault(type, answer.body);
  if (fault) throw new Error(`the contract: ${method} ${url} → ${answer.status} ${fault}`);
}

function problemFault(type: string, body: unknown): string | null {
  return type === 'application/problem+json' ? said(schemaAt('components', 'schemas', 'Problem'), body) : null;
}

const LATER: ReadonlySet<number> = new Set([429, 503]);
const SECONDS = new RegExp(contractHeaders['Retry-After'].schema.pattern);

function faultOf(
  { path, method, operation }: FoundOperation,
  type: string,
  { status, headers, body }: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): string | null {
  const response = operation.responses[status];
  if (!response) return `is no status of ${operation.operationId}: ${JSON.stringify(body)}`;
  if (LATER.has(status) && !SECONDS.test(headers.get('Retry-After') ?? '')) return 'does not say when to come again';
  if (!response.content) return body === undefined ? null : 'has content, and should have none';
  if (!response.content[type]) return `has the content type ${type}`;
  return said(schemaAt('paths', path, method, 'responses', String(status), 'content', type, 'schema'), body);
}

function said(validate: ValidateFunction, body: unknown): string | null {
  return validate(body) ? null : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)?.slice(0, 2000)}`;
}
