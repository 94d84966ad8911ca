import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '#contract/wire/endpoints';
import { HOST } from '../testing/transfer';
import { useServer } from '../testing/use-server';

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> };
type Document = { paths: Record<string, Record<string, Operation>>; components: object };

describe('the description of the API', () => {
  const test = useServer(() => ({}));
  let description: Document;
  beforeAll(async () => {
    const answer = await test.server.app.inject({ url: '/api/openapi.json', headers: HOST });
    description = answer.json<Document>();
    await test.server.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      headers: HOST,
      payload: {
        model: 'demo:demo-echo',
        messages: [{ role: 'user', content: 'Hello' }],
        store: true,
        metadata: { env: 'test' },
      },
    });
  });

  it('has every route by its method and path', () => {
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const known = Object.keys(ENDPOINTS).map((name) =>
      name.replaceAll(/:(\w+)/g, '{$1}').replace('*', '{path}'),
    );
    expect(described.toSorted()).toEqual(known.toSorted());
  });

  it.each([
    ['get', '/api/server'],
    ['get', '/api/completions'],
    ['get', '/api/facets'],
    ['get', '/api/series'],
    ['get', '/api/insights'],
    ['get', '/api/overview'],
    ['get', '/api/jobs'],
    ['get', '/api/audit'],
    ['get', '/api/retention'],
    ['get', '/api/trash'],
    ['post', '/api/jobs'],
    ['post', '/api/exports'],
  ] as const)('describes what %s %s answers', async (method, url) => {
    const what = url === '/api/jobs' ? { kind: 'delete' } : { format: 'csv' };
    const payload = { ...what, target: { all: true } };
    const answer = await test.server.app.inject({
      method,
      url,
      headers: HOST,
      ...(method === 'post' && { payload }),
    });
    const described = description.paths[url]?.[method]?.responses[answer.statusCode];
    const schema = described?.content?.['application/json']?.schema;
    const ajv = new Ajv2020({ strict: false });
    const whole = { ...schema, components: description.components };
    expect(ajv.validate(whole, answer.json()) || ajv.errors).toBe(true);
    expect(ajv.validate(whole, { ...answer.json<object>(), more: 1 })).toBe(false);
  });

  it('is what docs/http-api.md lists', () => {
    const lines = Object.entries(ENDPOINTS).map(([name, { about }]) => {
      const [method, path] = name.split(' ');
      return `- ${method} \`${path}\`: ${about}`;
    });
    const listed = readFileSync('docs/http-api.md', 'utf8').match(/^- [A-Z]+ `\/api.*$/gm);
    expect(listed).toEqual(lines);
  });
});
