import { beforeAll, describe, expect, it } from 'vitest';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));
const ids: string[] = [];

type TableAnswer = {
  data: { id: string }[];
  total: object;
  next: string | null;
  previous: string | null;
};

beforeAll(async () => {
  at.upstream.script((response, request) => {
    const { model, messages } = JSON.parse(request.body) as {
      model: string;
      messages: { content: string }[];
    };
    const usage = { prompt_tokens: ids.length, completion_tokens: 1, total_tokens: ids.length + 1 };
    sendJson(response, completion(`You said ${messages[0]?.content}`, { model, usage }));
  });
  for (let i = 0; i < 12; i += 1) {
    const created = await at.server.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      payload: {
        store: true,
        model: `scripted:t-${i % 3}`,
        messages: [{ role: 'user', content: `number-${i} & "quoted" text` }],
        metadata: { env: i % 2 ? 'prod' : 'test', ...(i === 5 ? { 'a][b=c': 'ö&' } : {}) },
      },
    });
    ids.push(created.json<{ id: string }>().id);
  }
});

async function get<T = TableAnswer>(path: string, query: Record<string, string> | string[][] = {}) {
  const response = await at.server.app.inject(`${path}?${new URLSearchParams(query)}`);
  expect(response.statusCode).toBe(200);
  return response.json<T>();
}

const found = async (query: Record<string, string> | string[][]) =>
  (await get('/api/completions', query)).data.map(({ id }) => ids.indexOf(id));

describe('GET /api/completions', () => {
  it('answers whole rows without their bodies, newest first', async () => {
    const page = await get('/api/completions', { limit: '1' });
    expect(page).toEqual({
      object: 'list',
      data: [
        {
          id: ids[11],
          created: expect.any(Number) as number,
          model: 't-2',
          requested_model: 't-2',
          provider: 'scripted',
          state: 'complete',
          reason: null,
          finish_reason: 'stop',
          input_preview: 'number-11 & "quoted" text',
          output_preview: 'You said number-11 & "quoted" text',
          metadata: { env: 'prod' },
          prompt_tokens: 11,
          completion_tokens: 1,
          total_tokens: 12,
          cached_tokens: null,
          reasoning_tokens: null,
          first_token_ms: null,
          total_ms: expect.any(Number) as number,
          cost: null,
          tool_calls: 0,
          caller: null,
        },
      ],
      total: { value: 12, relation: 'exact' },
      preceding: { value: 0, relation: 'exact' },
      next: expect.any(String) as string,
      previous: null,
      unsearched: 0,
    });
  });

  it('is walked by its cursors, forward and back', async () => {
    const asked = { sort: 'tokens', order: 'asc', limit: '5' };
    const first = await get('/api/completions', asked);
    const second = await get('/api/completions', { ...asked, after: first.next ?? '' });
    const third = await get('/api/completions', { ...asked, after: second.next ?? '' });
    expect([first, second, third].flatMap(({ data }) => data.map(({ id }) => id))).toEqual(ids);
    expect(third.next).toBeNull();
    const back = await get('/api/completions', { ...asked, before: third.previous ?? '' });
    expect(back).toEqual(second);
  });

  it.each([
    { sort: 'created', order: 'desc' },
    { sort: 'tokens', order: 'asc' },
    { sort: 'cost', order: 'desc' },
  ])('has a last page, from which the way back begins ($sort $order)', async (asked) => {
    const all = await get('/api/completions', asked);
    const last = await get('/api/completions', { ...asked, limit: '5', before: 'last' });
    const back = await get('/api/completions', {
      ...asked,
      limit: '3',
      before: last.previous ?? '',
    });
    expect(last.data).toEqual(all.data.slice(-5));
    expect(back.data).toEqual(all.data.slice(-8, -5));
    expect(last.next).toBeNull();
  });

  it.each<[Record<string, string> | string[][], number[]]>([
    [
      [
        ['model', 't-0'],
        ['model', 't-1'],
        ['metadata[env]', 'prod'],
      ],
      [9, 7, 3, 1],
    ],
    [{ 'metadata[a][b=c]': 'ö&' }, [5]],
    [{ metadata_exists: 'a][b=c' }, [5]],
    [{ metadata_missing: 'a][b=c', tokens_min: '5', tokens_max: '7' }, [6, 4]],
    [{ 'metadata_not[env]': 'prod', tokens_max: '3' }, [2, 0]],
    [{ q: 'NUMBER-1' }, [11, 10, 1]],
    [{ q: '"quoted" number-7' }, [7]],
    [{ q: '-4' }, [4]],
    [{ tool_calls: 'true' }, []],
    [{ state: 'incomplete' }, []],
    [{ cost_min: '0' }, []],
    [{ created_before: '1700000000' }, []],
    [{ provider: 'scripted', created_after: '1700000000', latency_min: '0', q: 'number-3' }, [3]],
    [{ finish_reason: 'length' }, []],
  ])('filters by %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it.each([
    ['limit', '0'],
    ['limit', '1001'],
    ['sort', 'model'],
    ['order', 'up'],
    ['state', 'done'],
    ['tool_calls', 'yes'],
    ['tokens_min', '-1'],
    ['cost_max', '1e3'],
    ['latency_max', ''],
    ['created_after', '1.5'],
    ['after', 'chatcmpl-1'],
    ['before', ''],
    ['q', 'x'.repeat(1_001)],
    ['model', 'a\0'],
    ['metadata[a]', 'a\0'],
  ])('refuses %s=%j and names it', async (name, value) => {
    const query = new URLSearchParams({ [name]: value });
    const response = await at.server.app.inject(`/api/completions?${query}`);
    expect(response.statusCode).toBe(400);
    const { error } = response.json<{ error: { param: string; message: string } }>();
    expect(error.param).toBe(name.replace(/\[.*/, ''));
    expect(error.message).not.toContain('\0');
  });

  it.each([
    ['created', 1, 1.5],
    ['created', 1, 1e300],
    ['tokens', 0.5, 1],
    ['tokens', 1, -0.1],
    ['tokens', '1', 1],
    ['tokens', 1, '1'],
    ['tokens', 1, null],
    ['cost', 'x', 1],
    ['cost', 1, 2 ** 53],
  ])('refuses a forged cursor of %s at %s, %s', async (sort, value, k) => {
    const parts = JSON.stringify([sort, 'desc', value, k]);
    const after = Buffer.from(parts).toString('base64url');
    for (const name of ['after', 'before']) {
      const query = new URLSearchParams({ sort, order: 'desc', [name]: after });
      const response = await at.server.app.inject(`/api/completions?${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ error: { param: name } });
    }
  });

  it('refuses the cursor of another order, and two cursors', async () => {
    const { next } = await get('/api/completions', { limit: '1' });
    for (const query of [`order=asc&after=${next}`, `after=${next}&before=${next}`]) {
      const response = await at.server.app.inject(`/api/completions?${query}`);
      expect(response.statusCode).toBe(400);
    }
  });
});

describe('GET /api/facets', () => {
  it('counts the values of the matching rows', async () => {
    const facets = await get<object>('/api/facets', { 'metadata[env]': 'prod', q: 'number' });
    expect(facets).toMatchObject({
      models: [
        { value: 't-0', count: 2 },
        { value: 't-1', count: 2 },
        { value: 't-2', count: 2 },
      ],
      providers: [{ value: 'scripted', count: 6 }],
      states: [{ value: 'complete', count: 6 }],
      finish_reasons: [{ value: 'stop', count: 6 }],
      metadata: [{ key: 'env', count: 6, distinct: 1 }, { key: 'a][b=c' }],
      relation: 'exact',
    });
  });
});

describe('GET /api/series', () => {
  it('draws the matching rows over time', async () => {
    const series = await get<{ series: { name: string; points: { count: number }[] }[] }>(
      '/api/series',
      { split: 'metadata[env]', bucket: '86400', tokens_min: '3' },
    );
    expect(series).toMatchObject({ bucket: 86_400 });
    const counts = series.series.map(({ name, points }) => [
      name,
      points.reduce((sum, { count }) => sum + count, 0),
    ]);
    expect(counts).toEqual([
      ['prod', 5],
      ['test', 5],
    ]);
    expect(Object.keys(series.series[0]?.points[0] ?? {}).sort()).toEqual([
      'cost',
      'count',
      'failed',
      't',
      'tokens',
      'total_ms_avg',
    ]);
  });

  it.each(['split=provider', 'split=metadata', 'bucket=0', 'bucket=day'])(
    'refuses %s',
    async (query) => {
      const response = await at.server.app.inject(`/api/series?${query}`);
      expect(response.statusCode).toBe(400);
    },
  );
});

describe('GET /api/insights', () => {
  it('adds up the matching rows, over time and by name, under the names of the API', async () => {
    const insights = await get<{ total: object; points: object[]; lines: { name: string }[] }>(
      '/api/insights?split=metadata[env]&verdict=review',
    );
    expect(Object.keys(insights.total).sort()).toEqual([
      'completion_tokens',
      'cost',
      'count',
      'endings',
      'failures',
      'first_token_ms',
      'prompt_tokens',
      'total_ms',
      'verdicts',
    ]);
    expect(insights.points.length).toBeGreaterThan(0);
    expect(insights.lines.map(({ name }) => name)).toContain('test');
  });

  it.each(['split=provider', 'bucket=0', `verdict=${'k'.repeat(65)}`, 'verdict=', 'cost_min=x'])(
    'refuses %s',
    async (query) => {
      const response = await at.server.app.inject(`/api/insights?${query}`);
      expect(response.statusCode).toBe(400);
    },
  );
});

describe('GET /api/server', () => {
  it('says that there is a table', async () => {
    const { capabilities } = await get<{ capabilities: string[] }>('/api/server');
    expect(capabilities).toEqual(
      expect.arrayContaining(['table.query', 'table.facets', 'table.series', 'table.insights']),
    );
  });
});
