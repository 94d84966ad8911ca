import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventsOfJson } from '#contract/fold/answer-form';
import { LONG, textOf } from '../json/text';
import type { ProviderEvent } from './long-data';
import { providerEvents } from './provider-events';

const long = (unit: string) => unit.repeat(Math.ceil((LONG + 5_000) / Buffer.byteLength(unit)));

/** What comes out of an answer that arrives in pieces of `size` bytes, and how many events came at a time. */
async function read(answer: string, size = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(answer);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  const response = Object.assign(Readable.from(pieces, { objectMode: true }), { headers: {} });
  const came = providerEvents(response);
  const batches: ProviderEvent[][] = [];
  for await (const batch of came.batches) batches.push(batch);
  const events = batches.flat();
  return {
    events: events.map(({ data, ...event }) => ({ ...event, data: textOf(data) })),
    areShared: events.map(({ data }) => typeof data !== 'string'),
    most: Math.max(...batches.map(({ length }) => length)),
    isUtf8: came.isUtf8(),
    comment: came.comment(),
  };
}

const SIZES = [997, 4_096, 65_537];

describe('the events of a stream with long lines', () => {
  it.each([
    ['plain', `data: {"a":"${long('x')}"}\n\ndata: [DONE]\n\n`],
    ['without a space', `data:{"a":"${long('é')}"}\n\n`],
    ['after others in one piece', `data: 1\n\ndata: "${long('😀')}"\n\ndata: 2\n\n`],
    ['with carriage returns', `data: 1\r\n\r\ndata: "${long('x')}"\r\n\r\ndata: 2\r\n\r\n`],
    ['with lone carriage returns', `data: "${long('x')}"\r\rdata: 2\r\r`],
    ['with a name', `event: told\ndata: "${long('x')}"\n\n`],
    ['among other lines of data', `data: [1,\ndata: "${long('x')}",\ndata: "${long('y')}"]\n\n`],
    ['that is a comment', `: ${long('x')}\ndata: 1\n\n`],
    ['of an unknown field', `what: ${long('x')}\ndata: 1\n\n`],
    ['that does not end', `data: 1\n\ndata: "${long('x')}"`],
    ['with two spaces and a byte order mark', `\uFEFFdata:  "${long('x')}"\n\n`],
    ['with events that lack their blank lines', `data: {}\ndata: {"a":"${long('x')}"}\n\n`],
  ])('%s', async (_, answer) => {
    const whole = await read(answer);
    for (const size of SIZES) {
      const { events, isUtf8, comment } = await read(answer, size);
      expect(events).toEqual(whole.events);
      expect({ isUtf8, comment }).toEqual({ isUtf8: true, comment: whole.comment });
    }
  });

  it('are in memory that threads share', async () => {
    const { areShared } = await read(`data: 1\n\ndata: "${long('x')}"\n\ndata: 2\n\n`, 4_096);
    expect(areShared).toEqual([false, true, false]);
  });

  it('take nothing of the provider for the word that stands in their place', async () => {
    const answer = `data: "${long('x')}"\n\n`;
    expect((await read(`${answer}${answer}data: 1\n\n`, 4_096)).events).toHaveLength(3);
  });
});

describe('an answer in JSON', () => {
  const pretty = JSON.stringify({ a: long('x'), b: [1] }, null, 2);
  it.each([
    ['one document', JSON.stringify({ a: long('é') }), true],
    ['over many lines', `\n ${pretty}\n`, true],
    ['followed by the end of a stream', `${pretty}\ndata: [DONE]\n`, false],
    ['line by line', `{"a":"${long('x')}"}\n{"b":1}\r\n\n{"c":2}\n`, false],
    ['a list', `[${long('1,')}1]`, true],
  ])('%s', async (_, answer, isShared) => {
    for (const size of SIZES) {
      const { events, areShared } = await read(answer, size);
      expect(events).toEqual(eventsOfJson(answer));
      expect(areShared[0]).toBe(isShared);
    }
  });
});

it('gives others a turn between thousands of events that come at once', async () => {
  const lines = '{"a":1}\n'.repeat(5_000);
  for (const answer of [lines, lines.replaceAll('{', 'data: {').replaceAll('\n', '\n\n')]) {
    const { events, most } = await read(answer);
    expect(events).toHaveLength(5_000);
    expect(most).toBeLessThanOrEqual(64);
  }
});

it.each([
  ['lines of JSON', (line: string) => line],
  ['lines within one event', (line: string) => `data: ${line}`],
])('as many events as an answer has room for are read: %s', async (_, written) => {
  const count = 300_000;
  const line = `${written('{"a":1}')}\n`;
  const { events, most } = await read(`${line.repeat(count)}\n`, 65_536);
  expect(events).toHaveLength(count);
  expect(most).toBeLessThanOrEqual(64);
});
