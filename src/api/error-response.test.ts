import { expect, it } from 'vitest';
import { errorOfResponse } from '@/api/error-response';

const of = (body: string | null, status = 400, headers = {}) =>
  errorOfResponse(new Response(body, { status, headers }));

it('takes all four fields and the request id', async () => {
  const fields = { message: 'No.', type: 'invalid_request_error', param: 'metadata.k', code: 'x' };
  const error = await of(JSON.stringify({ error: fields }), 400, { 'x-request-id': 'req-9' });
  expect(error).toMatchObject({ ...fields, kind: 'status', status: 400, requestId: 'req-9' });
  expect(error.isBadRequest).toBe(true);
});

it('keeps the whole body and the status text', async () => {
  const body = { error: { message: 'No.', more: { of: ['it'] } }, request: 7 };
  const response = new Response(JSON.stringify(body), { status: 409, statusText: 'Conflict' });
  expect(await errorOfResponse(response)).toMatchObject({ body, statusText: 'Conflict' });
  expect(await of('<h1>Bad Gateway', 502)).toMatchObject({
    body: '<h1>Bad Gateway',
    statusText: '',
  });
  expect((await of('{"cut', 502)).body).toBe('{"cut');
  expect((await of('', 502)).body).toBeNull();
  expect((await of(null, 502)).body).toBeNull();
  expect(String((await of('x'.repeat(200_000), 502)).body).length).toBeLessThanOrEqual(65_536);
});

it('has no request id where the header is empty', async () => {
  expect((await of('', 500, { 'x-request-id': '' })).requestId).toBeNull();
});

it.each([
  ['{"error":"model not loaded"}', 'model not loaded'],
  ['{"message":"Not here"}', 'Not here'],
  ['{"detail":"Not Found"}', 'Not Found'],
  ['{"error":{"message":"m","code":429}}', 'm'],
])('understands %s of another server', async (body, message) => {
  expect((await of(body)).message).toBe(message);
});

it.each([
  '',
  '<html><h1>502 Bad Gateway',
  '[]',
  'null',
  '3',
  '{"error":{}}',
  '{"error":{"message":7}}',
  '{"err',
])('falls back to the status for the body %j', async (body) => {
  const error = await of(body, 502);
  expect(error).toMatchObject({ message: 'The server answered with status 502.', code: null });
});

it('falls back to the status when there is no body at all', async () => {
  expect((await of(null, 401)).isUnauthorized).toBe(true);
});

it('reads no more of an endless body than it needs, and keeps messages short', async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new TextEncoder().encode('x'.repeat(16_384)));
    },
  });
  const error = await errorOfResponse(new Response(body, { status: 500 }));
  expect(error.isServerError).toBe(true);
  expect(pulled).toBeLessThan(10);

  const long = await of(JSON.stringify({ error: { message: 'm'.repeat(50_000) } }));
  expect(long.message).toHaveLength(2_000);
});

it('tells each status by a predicate of its own', async () => {
  const statuses = [400, 401, 403, 404, 412, 422, 429, 500];
  const errors = await Promise.all(statuses.map((status) => of('', status)));
  const predicates = errors.map((e) => [
    e.isBadRequest,
    e.isUnauthorized,
    e.isForbidden,
    e.isNotFound,
    e.isConflict,
    e.isUnprocessable,
    e.isRateLimited,
    e.isServerError,
  ]);
  predicates.forEach((row, index) => {
    expect(row).toEqual(statuses.map((_, other) => other === index));
  });
});
