import { expect, it } from 'vitest';
import type { View } from '#contract/wire/views';
import { ask } from '../testing/jobs';
import type { TestApp } from '../testing/start-app';
import { withApp } from '../testing/transfer';

type Failure = { error: { param: string | null; code: string | null; message: string } };
const list = async (server: TestApp) =>
  (await ask<{ data: View[] }>(server, 'GET', '/api/views')).body.data;
const REFUNDS = {
  name: 'Refunds',
  query: 'q=refund&metadata[env]=prod&sort=cost',
  columns: ['cost'],
};

it('keeps views for everybody, in their order, with a line in the log for each step', () =>
  withApp({}, async (server) => {
    const { status, body: first } = await ask<View>(server, 'POST', '/api/views', REFUNDS);
    expect(status).toBe(201);
    expect(first).toMatchObject({ ...REFUNDS, position: 1, version: 1 });
    const { body: second } = await ask<View>(server, 'POST', '/api/views', { name: 'All' });
    expect((await list(server)).map(({ name }) => name)).toEqual(['Refunds', 'All']);

    const at = `/api/views/${second.id}`;
    const moved = await ask<View>(server, 'POST', at, { position: 0.5 });
    expect(moved.body).toMatchObject({ name: 'All', query: '', position: 0.5, version: 2 });
    await ask<View>(server, 'POST', at, { name: 'Everything' });
    expect((await list(server)).map(({ name }) => name)).toEqual(['Everything', 'Refunds']);

    const gone = await ask(server, 'DELETE', `/api/views/${first.id}`);
    expect(gone.body).toEqual({ id: first.id, deleted: true });
    expect((await list(server)).map(({ name }) => name)).toEqual(['Everything']);
    const log = await ask<{ data: { action: string; name: string | null }[] }>(
      server,
      'GET',
      '/api/audit',
    );
    expect(log.body.data.map(({ action, name }) => [action, name])).toEqual([
      ['view.delete', null],
      ['view.update', 'Everything'],
      ['view.update', 'Everything'],
      ['view.create', 'Everything'],
      ['view.create', null],
    ]);
  }));

it.each([
  ['no name', {}, 400, 'name'],
  ['an empty name', { name: '  ' }, 400, 'name'],
  ['a long name', { name: '🚋'.repeat(61) }, 400, 'name'],
  ['a name that is none', { name: 7 }, 400, 'name'],
  ['a filter that is none', { name: 'a', query: 'modle=x' }, 400, 'modle'],
  ['a value that is none', { name: 'a', query: 'tokens_min=many' }, 400, 'tokens_min'],
  ['a sort that is none', { name: 'a', query: 'sort=colour' }, 400, 'sort'],
  ['a page', { name: 'a', query: 'after=abc' }, 400, 'after'],
  ['a query that is no text', { name: 'a', query: ['q'] }, 400, 'query'],
  ['a query without end', { name: 'a', query: `q=${'x'.repeat(9_000)}` }, 400, 'query'],
  ['columns that are none', { name: 'a', columns: 'cost' }, 400, 'columns'],
  ['a column that is none', { name: 'a', columns: [1] }, 400, 'columns'],
  ['a place that is none', { name: 'a', position: '1' }, 400, 'position'],
  ['what no view has', { name: 'a', colour: 'red' }, 400, 'colour'],
  ['a name that is taken', { name: 'Refunds' }, 409, 'name'],
])('refuses %s', (_what, body, status, param) =>
  withApp({}, async (server) => {
    await ask<View>(server, 'POST', '/api/views', REFUNDS);
    const failed = await ask<Failure>(server, 'POST', '/api/views', body);
    expect([failed.status, failed.body.error.param]).toEqual([status, param]);
    expect(await list(server)).toHaveLength(1);
  }),
);

it('tells who comes late, and finds no view that is not there', () =>
  withApp({}, async (server) => {
    const { body: view } = await ask<View>(server, 'POST', '/api/views', REFUNDS);
    const path = `/api/views/${view.id}`;
    await ask<View>(server, 'POST', path, { name: 'Returns' });
    const over = (versions: string, name: string) =>
      server.app.inject({
        method: 'POST',
        url: path,
        headers: { host: '127.0.0.1', 'if-match': versions, 'content-type': 'application/json' },
        payload: JSON.stringify({ name }),
      });
    for (const late of ['"1"', 'W/"2"', '"1", "7"', 'all'])
      expect((await over(late, 'Late')).statusCode).toBe(412);
    expect((await list(server))[0]?.name).toBe('Returns');
    for (const current of ['"2"', '"1", "3"', '*'])
      expect((await over(current, `Over ${current}`)).statusCode).toBe(200);
    for (const id of ['view_none', '%00']) {
      expect((await ask(server, 'DELETE', `/api/views/${id}`)).status).toBe(404);
    }
  }));

it('makes one view of a name, however many ask for it at once', () =>
  withApp({}, async (server) => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => ask<View & Failure>(server, 'POST', '/api/views', REFUNDS)),
    );
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(made.find(({ status }) => status === 409)?.body.error.code).toBe('name_taken');
    expect(await list(server)).toHaveLength(1);
  }));
