import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { heldAnswers } from './held-answers';

it('finds a route without an entry, and what no entry describes', async () => {
  const { app, faults } = heldAnswers(() => {
    const made = Fastify();
    made.get('/api/nowhere', async () => ({}));
    made.get('/api/mirrors', async () => ({ object: 'list', data: [], more: 1 }));
    made.post('/api/trash/:id/restore', async () => ({ id: 'a', restored: false }));
    made.post('/api/session', async (_request, reply) => reply.status(201).send({}));
    made.get('/api/audit.csv', async (_request, reply) => reply.type('text/html').send(''));
    made.get('/api/overview', async (_request, reply) => reply.status(500).send({ error: 'no' }));
    return made;
  });
  for (const url of ['/api/mirrors', '/api/audit.csv', '/api/overview']) await app.inject(url);
  for (const url of ['/api/trash/a/restore', '/api/session'])
    await app.inject({ method: 'POST', url });
  expect(faults).toEqual([
    'GET /api/nowhere has no entry in contract/wire/endpoints.ts',
    'GET /api/mirrors (200): / Unrecognized key: "more"',
    'GET /api/audit.csv (200): the content type text/html',
    'GET /api/overview (500): /error Invalid input: expected object, received string',
    'POST /api/trash/:id/restore (200): /restored Invalid input: expected true',
    'POST /api/session (201): another status than its entry says',
    'POST /api/session (201): its request: / Invalid input: expected object, received undefined',
  ]);
});

it('finds nothing in what is as described', async () => {
  const { app, faults } = heldAnswers(() => {
    const made = Fastify();
    made.get('/elsewhere', async () => ({ any: 1 }));
    made.get('/api/mirrors', async () => ({ object: 'list', data: [] }));
    made.post('/api/session', async (_request, reply) => reply.status(204).send());
    return made;
  });
  await app.inject('/elsewhere');
  await app.inject('/api/mirrors');
  // As our reader of bodies leaves it.
  const payload = { value: { token: 'a token' } };
  await app.inject({ method: 'POST', url: '/api/session', payload });
  expect(faults).toEqual([]);
});
