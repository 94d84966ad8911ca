import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answering, shapes } from './large-shapes';

/**
 * A provider of large answers. The model names the form and, after a `/`, the shape: `whole`, `event` (a stream with all
 * of it in one event), `events` (many small ones), `error` (a refusal), `told` (an error where an answer is meant).
 */
const SMALL = answering('"Hi"');
const EVENTS = 200_000;

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
    else if (form === 'events') stream(response, slices(content));
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

/** The text in {@link EVENTS} pieces, the last of which ends it. */
function slices(content: string): string[] {
  const piece = JSON.stringify(content.slice(0, 60));
  return Array.from({ length: EVENTS }, (_, n) => {
    const end = n === EVENTS - 1 ? '"stop"' : 'null';
    return `{"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":${piece}},"finish_reason":${end}}]}`;
  });
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
