import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { markdownTokens } from './markdown-tokens';

/**
 * A provider that answers with mixed markdown: the model `markdown-<tokens>-<per second>` says how much and how fast.
 * `plain-…` sends the same as a refusal, which is shown without being formatted.
 */
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (bytes: Buffer) => {
    body += bytes.toString();
  });
  request.on('end', () => {
    const [, kind, tokens, rate] = /"model":"(markdown|plain)-(\d+)-(\d+)"/.exec(body) ?? [];
    if (kind !== undefined) {
      const member = kind === 'plain' ? 'refusal' : 'content';
      const deltas = markdownTokens(Number(tokens)).map((token) => ({ [member]: token }));
      return stream(response, deltas, Number(rate));
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"object":"list","data":[]}');
  });
});

/** By the clock: a timer that comes late sends what is due by then. */
function stream(response: ServerResponse, deltas: readonly object[], perSecond: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(deltas.length, ((performance.now() - start) * perSecond) / 1_000);
    for (; sent < due; sent += 1) response.write(chunk(deltas[sent] ?? {}, null));
    if (sent < deltas.length) return;
    clearInterval(timer);
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
  }, 2);
  response.on('close', () => clearInterval(timer));
}

function chunk(delta: object, finish: string | null): string {
  const json = JSON.stringify({
    id: 'chatcmpl-markdown',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'markdown',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  return `data: ${json}\n\n`;
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
