import { expect, test } from 'vitest';
import { type ExchangeRecord, recordedFetch } from '@/api/record-exchange';

const streamed = (pieces: string[]) =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    }),
    { status: 201, headers: { 'x-a': 'b' } },
  );

test('what is sent and what comes is noted, and reaches the caller unchanged', async () => {
  let record: ExchangeRecord | undefined;
  const watched = recordedFetch(
    () => Promise.resolve(streamed(['one ', 'two'])),
    (noted) => (record = noted),
  );
  const headers = {
    authorization: 'Bearer sk-abcdefghijklmnop',
    'x-api-key': 'short',
    accept: 'x',
  };
  const response = await watched('https://a.test/v1', { method: 'POST', headers, body: '{}' });
  expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([
    201,
    'b',
    'one two',
  ]);
  expect(record).toMatchObject({ method: 'POST', url: 'https://a.test/v1', status: 201 });
  expect(record?.requestBody).toBe('{}');
  expect(record?.pieces.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
    'one ',
    'two',
  ]);
  expect(new Map(record?.requestHeaders)).toEqual(
    new Map([
      ['authorization', 'Bearer ••••mnop'],
      ['x-api-key', '••••'],
      ['accept', 'x'],
    ]),
  );
});

test('a long body is noted in part and passed on whole', async () => {
  let record: ExchangeRecord | undefined;
  const piece = 'x'.repeat(3 * 1024 * 1024);
  const watched = recordedFetch(
    () => Promise.resolve(streamed([piece, piece, piece])),
    (noted) => (record = noted),
  );
  const response = await watched('/v1');
  expect((await response.text()).length).toBe(3 * piece.length);
  expect([record?.pieces.length, record?.isCut]).toEqual([2, true]);
});

test('a call that never gets through leaves its request to look at', async () => {
  let record: ExchangeRecord | undefined;
  const watched = recordedFetch(
    () => Promise.reject(new TypeError('refused')),
    (noted) => (record = noted),
  );
  await expect(watched('/v1')).rejects.toThrow('refused');
  expect(record?.status).toBeNull();
});
