import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bombs } from './bombs';

const PIECES = 200;
const EVERY_MS = 20;

/** A provider that answers with one of the bombs, streamed within some seconds: the model is its name. */
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (bytes: Buffer) => {
    body += bytes.toString();
  });
  request.on('end', () => {
    const text = bombs[/"model":"([^"]+)"/.exec(body)?.[1] ?? ''];
    if (text !== undefined) return stream(response, text);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"object":"list","data":[]}');
  });
});

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const size = Math.ceil(text.length / PIECES);
  let at = 0;
  const timer = setInterval(() => {
    response.write(chunk({ content: text.slice(at, at + size) }, null));
    at += size;
    if (at < text.length) return;
    clearInterval(timer);
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
  }, EVERY_MS);
  response.on('close', () => clearInterval(timer));
}

function chunk(delta: object, finish: string | null): string {
  const json = JSON.stringify({
    id: 'chatcmpl-bomb',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'bomb',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  return `data: ${json}\n\n`;
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
