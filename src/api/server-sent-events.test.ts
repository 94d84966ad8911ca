import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { readServerSentEvents } from '@/api/server-sent-events';

function bodyOf(parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function read(parts: Uint8Array[]): Promise<string[]> {
  const data: string[] = [];
  for await (const event of readServerSentEvents(bodyOf(parts))) data.push(event.data);
  return data;
}

const LINES = [
  ': a comment, é',
  'event: message',
  'data: {"text":"日本 😀 é"}',
  '',
  'data:no space',
  'data: second line',
  'id: 7',
  'retry: 10',
  'unknown: field',
  '',
  'data: [DONE]',
  '',
  '',
];
const EXPECTED = ['{"text":"日本 😀 é"}', 'no space\nsecond line', '[DONE]'];

describe.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('with %s line ends', (_name, lineEnd) => {
  const bytes = new TextEncoder().encode(`\uFEFF${LINES.join(lineEnd)}`);

  it('reads the same events wherever the bytes are split', async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await read([bytes.slice(0, at), bytes.slice(at)])).toEqual(EXPECTED);
    }
  });

  it('reads the same events byte by byte', async () => {
    expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
  });
});

it('gives an event as soon as its blank line is there, also one that ends in CR', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: one\r\r')),
  });
  const events = readServerSentEvents(body);
  expect((await events.next()).value).toMatchObject({ data: 'one', isCut: false });
  await events.return();
});

it('marks an event that the end of the stream cut off', async () => {
  const body = bodyOf([new TextEncoder().encode('data: whole\n\ndata: [DONE]')]);
  const cut: boolean[] = [];
  for await (const event of readServerSentEvents(body)) cut.push(event.isCut);
  expect(cut).toEqual([false, true]);
});

it('carries an event of eight megabytes', async () => {
  const text = 'x'.repeat(8 * 1024 * 1024);
  const bytes = new TextEncoder().encode(`data: ${text}\n\n`);
  expect((await read([bytes.slice(0, 3_000_000), bytes.slice(3_000_000)]))[0]).toHaveLength(
    text.length,
  );
});

it('cancels the body when the reader stops early', async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const event of readServerSentEvents(body)) {
    expect(event.data).toBe('1');
    break;
  }
  expect(isCancelled).toBe(true);
});

it('gives up after the idle timeout', async () => {
  const events = readServerSentEvents(new ReadableStream<Uint8Array>(), 20);
  const error: unknown = await events.next().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toHaveProperty('kind', 'timeout');
});
