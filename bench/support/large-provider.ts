import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { answering, calling, shapes } from './large-shapes';

/**
 * A provider of large answers. The model names the form and, after a `/`, the shape: `whole`, `event` (a stream with all
 * of it in one event), `calls` (the same as arguments of a call), `events` (many small ones), `held` (the same of many
 * choices, without an end until {@link HELD_MS} later), `zipped` (whole, compressed), `error` (a refusal), `told` (an error where an answer is meant).
 */
const SMALL = answering('"Hi"');
const EVENTS = 200_000;
const CHOICES = 20;
const HELD_MS = 8_000;

const server = http.createServer((request, response) => {
  let begun = '';
  request.on('data', (bytes: Buffer) => {
    // The model comes first.
    if (begun.length < 1_000) begun += bytes.toString('latin1', 0, 1_000);
  });
  request.on('end', () => {
    const [, form, shape = ''] = /"model":"(\w+)\/([^"]+)"/.exec(begun) ?? [];
    const content = shapes[shape] ?? '"Hi"';
    if (form === 'event') stream(response, [answering(content, 'delta')]);
    else if (form === 'calls') stream(response, [calling(content)]);
    else if (form === 'events') stream(response, slices(content));
    else if (form === 'held') hold(response, slices(content, CHOICES));
    else if (form === 'zipped') zipped(response, answering(content));
    else if (form === 'error') json(response, 400, `{"error":{"message":${content},"type":"bad"}}`);
    else if (form === 'told') json(response, 200, `{"error":{"message":${content},"type":"bad"}}`);
    else json(response, 200, form === 'whole' ? answering(content) : SMALL);
  });
});

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function stream(response: ServerResponse, events: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`${events.map((event) => `data: ${event}\n\n`).join('')}data: [DONE]\n\n`);
}

function hold(response: ServerResponse, events: string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(events.map((event) => `data: ${event}\n\n`).join(''));
  setTimeout(() => response.end('data: [DONE]\n\n'), HELD_MS);
}

function zipped(response: ServerResponse, text: string): void {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  response.writeHead(200, headers).end(gzipSync(text, { level: 1 }));
}

/** The text in {@link EVENTS} pieces, the last of which of each choice ends it. */
function slices(content: string, choices = 1): string[] {
  const piece = JSON.stringify(content.slice(0, 60));
  return Array.from({ length: EVENTS }, (_, n) => {
    const end = n >= EVENTS - choices ? '"stop"' : 'null';
    return `{"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":${n % choices},"delta":{"content":${piece}},"finish_reason":${end}}]}`;
  });
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
