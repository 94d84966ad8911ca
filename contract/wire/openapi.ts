import * as z from 'zod/mini';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { errorAnswer } from './error-answer';
import { job, jobTarget } from './jobs';
import { rule } from './retention';
import { tableRow } from './table';

/** Schemas that the description gives a name, so that it has each of them once. */
const NAMES = z.registry<{ id: string }>();
NAMES.add(job, { id: 'Job' });
NAMES.add(jobTarget, { id: 'JobTarget' });
NAMES.add(rule, { id: 'Rule' });
NAMES.add(tableRow, { id: 'CompletionRow' });

/** A JSON object of the description, whose members OpenAPI names. */
type Described = Record<string, unknown>;

/** The HTTP API under `/api` as an OpenAPI 3.1 document, made from the schemas that the tests hold every answer against. */
export function openApi(version: string): Described {
  const components = new Map<string, unknown>();
  const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): unknown => {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: NAMES });
    for (const [name, described] of Object.entries($defs)) components.set(name, described);
    return own;
  };
  const paths: Record<string, Described> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
    const [method = '', route = ''] = name.split(' ');
    const path = route.replaceAll(/:(\w+)/g, '{$1}').replace('*', '{path}');
    const operation = operationOf(endpoint, path, schemaOf);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const error = { description: 'Why it was refused', ...json(schemaOf(errorAnswer, 'output')) };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Chatkeep', version },
    paths,
    components: {
      schemas: Object.fromEntries(components),
      responses: { Error: error },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    // Only a server with an access token asks for it.
    security: [{}, { token: [] }],
  };
  const text = JSON.stringify(document).replaceAll('"#/$defs/', '"#/components/schemas/');
  const made: Described = JSON.parse(text);
  return made;
}

function operationOf(
  { about, body, query, status, answer, types }: Endpoint,
  path: string,
  schemaOf: (schema: z.ZodMiniType, io: 'input' | 'output') => unknown,
): Described {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  const files = types === 'any' ? ['*/*'] : (types ?? []);
  const content = answer
    ? json(schemaOf(answer, 'output'))
    : files.length > 0 && { content: Object.fromEntries(files.map((type) => [type, {}])) };
  return {
    summary: about,
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, ...json(schemaOf(body, 'input')) } }),
    responses: {
      [status ?? 200]: { description: about, ...content },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function json(schema: unknown): { content: Described } {
  return { content: { 'application/json': { schema } } };
}
