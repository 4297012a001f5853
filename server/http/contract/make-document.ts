import { problemTable } from '../problem-table.js';
import { TAGS } from '../route.js';
import { collectSchemas, type SchemaCollection } from './collect-schemas.js';
import { parametersIn, problemsByStatus, template, type DescribedRoute } from './describe-route.js';
import type { Answer, OpenApi, Operation, Parameter, PathItem, Reference } from './open-api.js';
import { pathParameters } from './path-parameters.js';
import { string, type Schema } from './schema.js';
import { problem, problemOf } from './schemas/problem.js';
import {
  headers,
  headersAt,
  mainServer,
  parameterAt,
  parameters,
  securitySchemes,
  tagTexts,
  worldServer,
} from './shared-parts.js';

export interface Described {
  /** Version of the package. */
  readonly version: string;
  /** Routes of the server and of each demo world. */
  readonly routes: readonly DescribedRoute[];
  /** Routes of the server alone. */
  readonly ofServer: readonly DescribedRoute[];
  /** Routes of demo worlds alone. */
  readonly ofWorlds: readonly DescribedRoute[];
}

const DESCRIPTION = `JSON over HTTP/1.1, UTF-8. Names and answers follow Camunda 8's REST API v2. Instants are ISO 8601 in UTC; keys are texts that mean nothing. Fields and parameters that are not named here are refused. Bodies are not compressed, at most 1 MB (4 MB for a deployment), 32 levels deep and of at most 100,000 parts. Every refusal is a problem (RFC 9457) with a code of one closed list.`;

/**
 * The contract, made of the routes.
 * @throws Error when it would not be sound: two operations or two schemas of one name, a path parameter without its row
 */
export function makeDocument({ version, routes, ofServer, ofWorlds }: Described): OpenApi {
  const schemas = collectSchemas();
  schemas.place(problem);
  const described = [
    ...routes.map((route) => ({ route, servers: undefined })),
    ...ofServer.map((route) => ({ route, servers: [mainServer] })),
    ...ofWorlds.map((route) => ({ route, servers: [worldServer] })),
  ];
  const paths: Record<string, PathItem> = {};
  const ids = new Set<string>();
  for (const { route, servers } of described) {
    const path = template(route.path);
    if (ids.has(route.operationId)) throw new Error(`two operations are named ${route.operationId}`);
    ids.add(route.operationId);
    if (paths[path]?.[route.method]) throw new Error(`${route.method} ${path} is there twice`);
    paths[path] = { ...paths[path], [route.method]: { ...operation(route, schemas), ...(servers && { servers }) } };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Samløp', version, description: DESCRIPTION },
    servers: [mainServer, worldServer],
    tags: TAGS.filter((tag) => described.some(({ route }) => route.tag === tag)).map((name) => ({
      name,
      description: tagTexts[name],
    })),
    paths,
    components: { schemas: schemas.components, parameters, headers, securitySchemes },
  };
}

function operation(route: DescribedRoute, schemas: SchemaCollection): Operation {
  const { operationId, tag, summary, description, body, example } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    parameters: [
      ...parametersIn(route.path).map(pathParameter),
      ...queryParameters(route.query, schemas),
      ...headerParameters(route),
    ],
    ...(body && {
      requestBody: {
        required: required(body).length > 0,
        content: { 'application/json': { schema: schemas.place(body), ...exampleOf(example?.body) } },
      },
    }),
    responses: { ...success(route, schemas), ...problems(route, schemas) },
    security: route.command ? [{ demoPerson: [] }] : [],
  };
}

const exampleOf = (example: unknown): { readonly example?: unknown } => (example === undefined ? {} : { example });
const required = (schema: Schema): readonly string[] => (schema['required'] ?? []) as readonly string[];

function pathParameter(name: string): Parameter {
  if (!Object.hasOwn(pathParameters, name)) throw new Error(`the path parameter ${name} has no description`);
  const { description, example } = pathParameters[name as keyof typeof pathParameters];
  return { name, in: 'path', required: true, description, schema: string, example };
}

function queryParameters(query: Schema = {}, schemas: SchemaCollection): readonly Parameter[] {
  return Object.entries((query['properties'] ?? {}) as Readonly<Record<string, Schema>>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required(query).includes(name),
    ...(typeof schema['description'] === 'string' && { description: schema['description'] }),
    schema: schemas.place(schema),
  }));
}

function headerParameters({ command, ifMatch }: DescribedRoute): readonly Reference[] {
  return [
    ...(command ? [parameterAt('Idempotency-Key')] : []),
    ...(ifMatch ? [parameterAt('If-Match')] : []),
    parameterAt('Accept-Language'),
  ];
}

function success(route: DescribedRoute, schemas: SchemaCollection): Readonly<Record<string, Answer>> {
  const { answer, type = 'application/json', example, status, command, etag } = route;
  const ofHeaders = headersAt('X-Request-Id', ...(command ? ['Idempotency-Replayed' as const] : []));
  if (answer === null) return { 204: { description: 'Done.', headers: ofHeaders } };
  return {
    [status]: {
      description: status === 201 ? 'Created.' : 'As asked.',
      headers: { ...ofHeaders, ...(etag && headersAt('ETag')) },
      content: { [type]: { schema: schemas.place(answer), ...exampleOf(example?.answer) } },
    },
  };
}

function problems(route: DescribedRoute, schemas: SchemaCollection): Readonly<Record<string, Answer>> {
  return Object.fromEntries(
    [...problemsByStatus(route)].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problemTable[code].title.en}.`).join('\n'),
        headers: headersAt('X-Request-Id', ...(status === 503 || status === 429 ? ['Retry-After' as const] : [])),
        content: { 'application/problem+json': { schema: schemas.place(problemOf(codes)) } },
      },
    ]),
  );
}
