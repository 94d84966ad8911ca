// @vitest-environment node
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { jsonBody } from '@/api/json-body';
import type { CreateParams } from '@/api/wire';
import { readRequest } from './read-request';
import { shellWords } from './shell-words';
import { snippets, targetOf } from './snippets';

const awkward = `It's "quoted" \\ $HOME \`id\` %s \n\ttab — 日本語 🙂`;
const params: CreateParams = {
  model: 'm',
  messages: [{ role: 'user', content: awkward }],
  store: true,
  metadata: { env: 'prod', "it's": 'a key' },
  stop: ['END'],
  temperature: 0.5,
};
const expected = { ...params, stream: true };

let server: http.Server;
let got: { url: string | undefined; body: unknown; key: string | undefined }[] = [];
const run = promisify(execFile);
const env = { PATH: process.env['PATH'] ?? '', OPENAI_API_KEY: 'sk-from-environment' };
const target = (more: Partial<CreateParams> = {}) => {
  const { port } = server.address() as AddressInfo;
  return targetOf('/v1', { ...params, ...more }, `http://127.0.0.1:${port}`);
};

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url, headers } = request;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      got.push({ url, body, key: headers.authorization });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"choices":[{"delta":{"content":"Heard."}}]}\n\ndata: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  got = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the cURL form, run by a shell, sends exactly this request', async () => {
  await run('sh', ['-c', snippets.curl(target())], { env });
  expect(got).toEqual([
    { url: '/v1/chat/completions', body: expected, key: 'Bearer sk-from-environment' },
  ]);
});

test('the TypeScript form, run by Node, sends exactly this request and prints the answer', async () => {
  const path = 'src/features/playground/code/snippet-under-test.mjs';
  writeFileSync(path, snippets.typescript(target()));
  try {
    const { stdout } = await run('node', [path], { env });
    expect(stdout).toBe('Heard.');
  } finally {
    rmSync(path);
  }
  expect(got[0]?.body).toEqual(expected);
}, 30_000);

test('the Python form has its own literals, and only its own', () => {
  const text = snippets.python(target({ tools: [], seed: 4944116822809979520n, n: null }));
  expect(text).toContain(`"content": ${JSON.stringify(awkward)},`);
  expect(text).toContain('    store=True,');
  expect(text).toContain('    n=None,');
  expect(text).toContain('    seed=4944116822809979520,');
  expect(text).toContain('    tools=[],');
  expect(text).not.toMatch(/\b(true|false|null)\b/);
});

test('the 4D form writes texts with its escapes, and says what AIKit leaves out', () => {
  const text = snippets['4d'](target());
  expect(text).toContain('cs.AIKit.OpenAI.new(');
  expect(text).toContain('content: "It\'s \\"quoted\\" \\\\ $HOME `id` %s \\n\\ttab — 日本語 🙂"');
  expect(text).toContain('store: True');
  expect(text).toContain('left out: metadata, stop');
  expect(text).not.toContain('stream');
});

test('keys that 4D cannot write bare come as JSON', () => {
  const tools = [{ type: 'function', function: { name: 'f', parameters: { 'a-b': 1 } } }];
  const text = snippets['4d'](target({ tools: tools as never }));
  expect(text).toContain('parameters: JSON Parse("{\\"a-b\\":1}")');
});

test('a seed keeps its 19 digits, and TypeScript is warned of them', () => {
  const long = target({ seed: 4944116822809979520n });
  expect(snippets.json(long)).toContain('"seed": 4944116822809979520');
  expect(snippets.curl(long)).toContain('"seed": 4944116822809979520');
  expect(snippets.typescript(long)).toContain('JavaScript rounds a seed');
});

test('what goes out as cURL or JSON comes in again', () => {
  for (const language of ['curl', 'json'] as const) {
    const read = readRequest(snippets[language](target({ seed: 4944116822809979520n })));
    expect(messagesOf(read)).toEqual(params.messages);
    expect(read.parameters).toMatchObject({
      model: 'm',
      store: true,
      temperature: { isSet: true, value: 0.5 },
      stop: { isSet: true, value: 'END' },
      seed: { isSet: true, value: '4944116822809979520' },
      top_p: { isSet: false },
    });
  }
});

test('what a field cannot hold, and what has no field, is kept beside them', () => {
  const body = '{"messages":[],"stream":true,"tool_choice":"auto","max_tokens":5,"top_k":[1]}';
  const { parameters } = readRequest(body);
  expect(parameters.tool_choice.isSet).toBe(false);
  expect(parameters.store).toBe(false);
  expect(parameters.max_tokens).toEqual({ isSet: true, value: '5' });
  expect(JSON.parse(parameters.other.value)).toEqual({ tool_choice: 'auto', top_k: [1] });
  expect(parameters.other.isSet).toBe(true);
});

function messagesOf({ turns }: ReturnType<typeof readRequest>) {
  return turns.map(({ message }) => message);
}

test('words are read as a shell reads them', async () => {
  const command = `a 'b c' "d \\"e\\" \\n" f\\ g \\\n h'i'"j" ''`;
  const { stdout } = await run('sh', ['-c', `printf '%s\\0' ${command}`]);
  expect(shellWords(command)).toEqual(stdout.split('\0').slice(0, -1));
  expect(shellWords(`$'it\\'s \\u0041\\n'`)).toEqual(["it's A\n"]);
});

test.each([
  ['curl https://a', /sends no data/],
  ['curl https://a -d @file.json', /paste the content/],
  ['curl https://a -d a=1 -d b=2', /several pieces/],
  ['{"model":', /no JSON/],
  ['[]', /JSON object/],
  ['{"model":"m"}', /no list of messages/],
  ['{"messages":[{}]}', /needs a role/],
])('%s is refused with a reason', (text, reason) => {
  expect(() => readRequest(text)).toThrow(reason);
});

test('a command for the command prompt of Windows is read, too', () => {
  const body =
    '^{^\\^"messages^\\^":^[^{^\\^"role^\\^":^\\^"user^\\^",^\\^"content^\\^":^\\^"2^^3^\\^"^}^]^}';
  const read = readRequest(`curl ^"https://a^" ^\r\n  --data-raw ^"${body}^"`);
  expect(messagesOf(read)).toEqual([{ role: 'user', content: '2^3' }]);
});

test('data joined to its flag is found', () => {
  const body = jsonBody({ messages: [{ role: 'user', content: 'Hi' }] });
  expect(messagesOf(readRequest(`curl x --data-raw='${body}'`))).toHaveLength(1);
  expect(messagesOf(readRequest(`curl x -d'${body}'`))).toHaveLength(1);
});
