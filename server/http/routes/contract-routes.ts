import { read, type Route } from '../route.js';

/** The contract itself. @param document JSON text of it */
export const contractRoutes = (document: () => string): readonly Route[] => [
  read('/openapi.json', {
    operationId: 'getOpenApi',
    tag: 'Operation',
    summary: 'Get this contract',
    answer: { type: 'object', description: 'An OpenAPI 3.1 document.' },
    problems: [],
    type: 'application/json',
    handle: async () => document(),
  }),
];
