import { execFile, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { jsonBody, RawJson } from '@/api/json-body';
import type { CreateParams } from '@/api/wire';
import { readRequest } from './read-request';
import { shellWords } from './shell-words';
import { snippets, targetOf } from './snippets';
import { codeVariables } from './variables-in-code';

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

const heard = [{ content: 'Heard.' }];
/** What the server answers, piece by piece. */
let deltas: object[] = heard;
const whole = {
  role: 'assistant',
  content: 'Heard.',
  tool_calls: [
    { id: 'a', type: 'function', function: { name: 'find', arguments: '{}' } },
    { id: 'b', type: 'custom', custom: { name: 'run_sql', input: 'select 1' } },
  ],
  function_call: { name: 'old_one', arguments: '{}' },
};
let server: http.Server;
let got: { url: string | undefined; body: unknown; key: string | undefined }[] = [];
const run = promisify(execFile);
const env = { PATH: process.env['PATH'] ?? '', OPENAI_API_KEY: 'sk-from-environment' };
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const target = (more: Partial<CreateParams> = {}) =>
  targetOf('/v1', { ...params, ...more }, origin());

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url, headers } = request;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      got.push({ url, body, key: headers.authorization });
      if (!(body as { stream?: boolean }).stream) {
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ choices: [{ index: 0, message: whole }] }));
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const choices of deltas.map((delta) => [{ index: 0, delta }]))
        response.write(`data: ${JSON.stringify({ choices })}\n\n`);
      return response.end('data: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  got = [];
  deltas = heard;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the cURL form, run by a shell, sends exactly this request', async () => {
  await run('sh', ['-c', snippets.curl(target())], { env });
  expect(got).toEqual([
    { url: '/v1/chat/completions', body: expected, key: 'Bearer sk-from-environment' },
  ]);
});

const call = (part: object) => ({ tool_calls: [{ index: 0, ...part }] });
/** What an SDK's signature does not know, values that break code, and every form of calls. */
const unusual = {
  top_k: 40,
  min_p: 0.05,
  repeat_penalty: 1.1,
  chat_template_kwargs: { enable_thinking: false, 'odd key': [null, true] },
  'not-a-name': "it's",
  timeout: 'a member of the body',
  extra_body: { nested: 1 },
  class: 'a word of the language',
  stop: '\n',
  seed: 7,
  tools: [
    { type: 'function', function: { name: 'find_train', parameters: {} } },
    { type: 'custom', custom: { name: 'run_sql' } },
  ],
  functions: [{ name: 'old_one' }],
};
const calling = [
  { content: 'Let me see.' },
  call({ id: 'call_1', type: 'function', function: { name: 'find_train', arguments: '' } }),
  call({ function: { arguments: '{"to":' } }),
  call({ function: { arguments: '"Kiel"}' } }),
  call({ id: 'call_2', type: 'custom', custom: { name: 'run_sql', input: 'select' } }),
  call({ custom: { input: ' 1' } }),
  { function_call: { name: 'old_one', arguments: '{}' } },
];
const PRINTED = 'Let me see.\nfind_train {"to":"Kiel"}\nrun_sql select 1\nold_one {}';

async function runTypeScript(text: string, ending = 'mjs'): Promise<string> {
  const path = `src/features/playground/code/snippet-under-test.${ending}`;
  writeFileSync(path, text);
  try {
    const [command, ...args] = ending === 'mjs' ? ['node', path] : ['npx', 'tsc', ...TSC, path];
    return (await run(command, args, { env })).stdout;
  } finally {
    rmSync(path);
  }
}

/** For Node, which knows no types. */
const untyped = (text: string) =>
  text
    .replace(' as { custom', ' /* as { custom')
    .replace('input?: string } };', 'input?: string } } */;');

const TSC = '--noEmit --ignoreConfig --strict --target es2022 --module nodenext --types node'.split(
  ' ',
);

test('the TypeScript form, run by Node, sends exactly this request and prints the answer', async () => {
  expect(await runTypeScript(snippets.typescript(target()))).toBe('Heard.');
  expect(got[0]?.body).toEqual(expected);
}, 30_000);

test('the TypeScript form sends what the SDK does not know, and prints every form of calls', async () => {
  deltas = calling;
  const text = untyped(snippets.typescript(target(unusual as never)));
  expect(await runTypeScript(text)).toBe(PRINTED);
  expect(got[0]?.body).toEqual({ ...expected, ...unusual });
}, 30_000);

/** A prompt whose variables are variables of the code, among characters that end a literal or are one. */
const variables = codeVariables({ order: 'KB-1 "x" \\', 'dürfen.wir-class': 'ja', class: '' });
const [order, odd, taken] = variables.map(({ mark }) => mark);
const template = () => {
  const content = `${order}${odd} "${taken}" \\${order}`;
  const messages: CreateParams['messages'] = [
    { role: 'system', content: `${odd}` },
    { role: 'user', content: [{ type: 'text', text: `To "${order}` }] },
    { role: 'user', content },
  ];
  return { ...target({ messages }), variables };
};
const filledIn = [
  { role: 'system', content: 'ja' },
  { role: 'user', content: [{ type: 'text', text: 'To "KB-1 "x" \\' }] },
  { role: 'user', content: 'KB-1 "x" \\ja "" \\KB-1 "x" \\' },
];

test('variables of the prompt are variables of the TypeScript form, whatever they hold', async () => {
  const text = snippets.typescript(template());
  expect(text).toContain('"content": du_rfen_wir_class');
  expect(await runTypeScript(text)).toBe('Heard.');
  expect(got[0]?.body).toMatchObject({ messages: filledIn });
}, 30_000);

const calledWhole = { functions: unusual.functions, tools: unusual.tools };
const notStreamed = () =>
  targetOf('/v1', { ...params, ...(calledWhole as object), stream_options: {} }, origin(), {
    isStreamed: false,
  });

test('without streaming no form asks for it, and each prints the whole answer', async () => {
  expect(await runTypeScript(snippets.typescript(notStreamed()))).toBe(
    'Heard.\nfind {}\nrun_sql select 1\nold_one {}',
  );
  await run('sh', ['-c', snippets.curl(notStreamed())], { env });
  expect(got.map(({ body }) => body)).toEqual([
    { ...params, ...calledWhole },
    { ...params, ...calledWhole },
  ]);
}, 30_000);

test('the TypeScript form compiles', async () => {
  expect(await runTypeScript(snippets.typescript(notStreamed()), 'mts')).toBe('');
  expect(await runTypeScript(snippets.typescript(template()), 'mts')).toBe('');
  const text = snippets.typescript(target(unusual as never));
  expect(await runTypeScript(text, 'mts')).toBe('');
}, 120_000);

// Another Python than the first of the path: PYTHON_WITH_OPENAI=/path/to/python npx vitest run …
const python = process.env['PYTHON_WITH_OPENAI'] ?? 'python3';
const hasSdk = spawnSync(python, ['-c', 'import openai']).status === 0;
const inPython = test.skipIf(!hasSdk);
const WHERE = hasSdk ? '' : ' (skipped: no Python with the package openai here)';

inPython(
  `the Python form sends exactly this request and prints the answer${WHERE}`,
  async () => {
    const { stdout } = await run(python, ['-c', snippets.python(target())], { env });
    expect(stdout).toBe('Heard.');
    expect(got[0]?.body).toEqual(expected);
  },
  60_000,
);

/** Whatever is installed: a form that cannot be read is none. */
const readsPython = test.skipIf(spawnSync(python, ['--version']).status !== 0);

readsPython(
  'every Python form can be read by Python',
  async () => {
    const texts = [target(unusual as never), template(), notStreamed()].map(snippets.python);
    for (const text of texts)
      await run(python, ['-c', 'import ast, sys; ast.parse(sys.argv[1])', text]);
  },
  30_000,
);

inPython(
  `the Python form has variables, and prints a whole answer${WHERE}`,
  async () => {
    const { stdout } = await run(python, ['-c', snippets.python(template())], { env });
    expect(stdout).toBe('Heard.');
    expect(got[0]?.body).toMatchObject({ messages: filledIn });
    const printed = await run(python, ['-c', snippets.python(notStreamed())], { env });
    expect(printed.stdout).toBe('Heard.\nfind {}\nrun_sql select 1\nold_one {}');
  },
  60_000,
);

inPython(
  `the Python form sends what the SDK does not know, and prints every form of calls${WHERE}`,
  async () => {
    deltas = calling;
    const long = { seed: 4944116822809979520n };
    const text = snippets.python(target({ ...unusual, ...long } as never));
    const { stdout } = await run(python, ['-c', text], { env });
    expect(stdout).toBe(PRINTED);
    expect(got[0]?.body).toEqual({ ...expected, ...unusual, seed: Number(long.seed) });
  },
  60_000,
);

test('the Python form has its own literals, and only its own', () => {
  const text = snippets.python(target({ tools: [], seed: 4944116822809979520n, n: null }));
  expect(text).toContain(`"content": ${JSON.stringify(awkward)},`);
  expect(text).toContain('    store=True,');
  expect(text).toContain('    n=None,');
  expect(text).toContain('    seed=4944116822809979520,');
  expect(text).toContain('    tools=[],');
  expect(text).not.toMatch(/\b(true|false|null)\b/);
});

test('the Python form names what a signature knows, and puts the rest into extra_body', () => {
  const text = snippets.python(target(unusual as never));
  const [head = '', extra = ''] = text.split('    extra_body={\n');
  for (const name of ['top_k', 'min_p', 'timeout', 'class', 'not-a-name', 'extra_body']) {
    expect(extra).toContain(`        "${name}": `);
    expect(head).not.toContain(`    ${name}=`);
  }
  for (const name of ['stop', 'seed', 'tools', 'stream', 'metadata'])
    expect(head).toContain(`    ${name}=`);
  expect(snippets.python(target())).not.toContain('extra_body');
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

/** As a request that was opened is sent again: by its own text. */
const parts = [
  { type: 'text', text: 'a "null" picture, true' },
  { type: 'image_url', at: null },
];
const asItCame = () => ({
  ...target({
    messages: [new RawJson(JSON.stringify({ role: 'user', content: parts })) as never],
    tools: new RawJson('[ {"type": "custom", "custom": {"name": "run_sql"}} ]') as never,
    ...({ own: new RawJson('{"n": 12345678901234567890, "is": [true, null]}') } as object),
  }),
  variables: [],
});

test('what is sent as it came stands in every form as what it is', async () => {
  await run('sh', ['-c', snippets.curl(asItCame())], { env });
  await runTypeScript(untyped(snippets.typescript(asItCame())));
  for (const { body } of got) {
    expect(body).toMatchObject({
      messages: [{ role: 'user', content: parts }],
      tools: [{ type: 'custom', custom: { name: 'run_sql' } }],
      own: { is: [true, null] },
    });
  }
  expect(got).toHaveLength(2);
  for (const language of ['curl', 'json', 'python', 'typescript'] as const)
    expect(snippets[language](asItCame())).toContain('12345678901234567890');
  const python = snippets.python(asItCame());
  expect(python).toContain('"text": "a \\"null\\" picture, true"');
  expect(python).toContain('"is": [True, None]');
  expect(python).toContain('.get("custom")');
  expect(snippets['4d'](asItCame())).toContain('picture');
  expect(snippets['4d'](asItCame())).not.toContain('{\\"role');
}, 30_000);

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
