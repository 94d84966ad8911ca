import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The least that can answer as a provider does: what any relay is measured against. A model named `stream-<chunks>-<ms>`
 * sends so many chunks at that interval, `silent` only the first, any other one answer.
 */
const SMALL = JSON.stringify({
  id: 'chatcmpl-stub',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'stub',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'A short answer. '.repeat(20), refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 30, completion_tokens: 60, total_tokens: 90 },
});

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (bytes: Buffer) => {
    // The model comes first; ten megabytes of content need not be held.
    if (body.length < 1_000) body += bytes.toString();
  });
  request.on('end', () => {
    const [, chunks, ms] = /"model":"stream-(\d+)-(\d+)"/.exec(body) ?? [];
    if (chunks !== undefined) stream(response, Number(chunks), Number(ms));
    else if (body.includes('"model":"silent"')) stream(response, 1, 3_600_000);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(SMALL);
  });
});

function stream(response: ServerResponse, chunks: number, ms: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  send();
  const timer = setInterval(send, ms);
  response.on('close', () => clearInterval(timer));

  function send(): void {
    sent += 1;
    const isLast = sent >= chunks;
    response.write(
      `data: ${chunk(isLast ? {} : { content: ' token' }, isLast ? 'stop' : null)}\n\n`,
    );
    if (!isLast || chunks === 1) return;
    clearInterval(timer);
    response.end('data: [DONE]\n\n');
  }
}

function chunk(delta: object, finish: string | null): string {
  return JSON.stringify({
    id: 'chatcmpl-stub',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'stub',
    service_tier: 'default',
    system_fingerprint: 'fp_0123456789',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
