import { jsonBody } from '@/api/json-body';
import type { CreateParams } from '@/api/wire';
import { asRecord } from '@/lib/as-record';
import { fourD } from './four-d';
import type { Target } from './target';

export type Language = 'curl' | 'python' | 'typescript' | '4d' | 'json';

/** The same request in each language. The key is always read from the environment, never written out. */
export const snippets: Record<Language, (target: Target) => string> = {
  curl,
  python,
  typescript,
  '4d': fourD,
  json: ({ body }) => pretty(body),
};

/** What the playground sends: streamed, as the page does it. */
export function targetOf(baseUrl: string, params: CreateParams, origin: string): Target {
  const absolute = baseUrl.startsWith('/') ? origin + baseUrl : baseUrl.replace(/\/+$/, '');
  return { baseUrl: absolute, body: { ...params, stream: true } };
}

function curl({ baseUrl, body }: Target): string {
  return [
    `curl ${shellWord(`${baseUrl}/chat/completions`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "Authorization: Bearer $OPENAI_API_KEY" \\`,
    `  --data-binary ${shellWord(pretty(body))}`,
  ].join('\n');
}

/** Within single quotes a shell leaves everything alone, and a quote itself ends them. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function python({ baseUrl, body }: Target): string {
  const { known, others } = told(body);
  const members = [
    ...known.map(([name, value]) => `    ${name}=${pythonOf(value, 1)},`),
    ...(others.length > 0 ? [`    extra_body=${pythonOf(Object.fromEntries(others), 1)},`] : []),
  ];
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(baseUrl)},
    api_key=os.environ.get("OPENAI_API_KEY", "none"),
)
stream = client.chat.completions.create(
${members.join('\n')}
)
for chunk in stream:
    if not chunk.choices:
        continue
    delta = chunk.choices[0].delta
    print(delta.content or "", end="", flush=True)
${pythonCalls(body)}`;
}

function pythonCalls(body: object): string {
  const { functions, custom, legacy } = callsIn(body);
  const lines: string[] = [];
  if (functions || custom) lines.push('    for call in delta.tool_calls or []:');
  if (functions) lines.push('        if call.function:', ...pythonCall('call.function', 3));
  if (custom)
    lines.push(
      '        custom = (call.model_extra or {}).get("custom")',
      '        if custom:',
      '            if custom.get("name"):',
      '                print("\\n" + custom["name"], end=" ", flush=True)',
      '            print(custom.get("input") or "", end="", flush=True)',
    );
  if (legacy) lines.push('    if delta.function_call:', ...pythonCall('delta.function_call', 2));
  return lines.map((line) => `${line}\n`).join('');
}

function pythonCall(call: string, depth: number): string[] {
  const indent = '    '.repeat(depth);
  return [
    `${indent}if ${call}.name:`,
    `${indent}    print("\\n" + ${call}.name, end=" ", flush=True)`,
    `${indent}print(${call}.arguments or "", end="", flush=True)`,
  ];
}

/** Which forms of calls the answer may hold: the code prints those as well. */
function callsIn(body: object): { functions: boolean; custom: boolean; legacy: boolean } {
  const { tools, functions } = body as { tools?: unknown; functions?: unknown };
  const types = Array.isArray(tools) ? tools.map((tool) => asRecord(tool)?.type) : [];
  return {
    functions: types.some((type) => type !== 'custom'),
    custom: types.includes('custom'),
    legacy: functions !== undefined,
  };
}

/** Those members that the signatures of the SDKs have had for long; any other would be refused or fail to compile. */
const IN_SDKS = new Set(
  (
    'messages model audio frequency_penalty function_call functions logit_bias logprobs ' +
    'max_completion_tokens max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty ' +
    'reasoning_effort response_format seed service_tier stop store stream stream_options temperature tool_choice ' +
    'tools top_logprobs top_p user'
  ).split(' '),
);

/** The members that an SDK knows by name, and the others. */
function told(body: object) {
  const members = Object.entries(body) as [string, unknown][];
  return {
    known: members.filter(([name]) => IN_SDKS.has(name)),
    others: members.filter(([name]) => !IN_SDKS.has(name)),
  };
}

/** A JSON string is a Python string as well; only these three names differ. */
function pythonOf(value: unknown, depth: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = '    '.repeat(depth + 1);
  const isList = Array.isArray(value);
  const lines = Object.entries(value).map(
    ([name, each]) =>
      `${inner}${isList ? '' : `${JSON.stringify(name)}: `}${pythonOf(each, depth + 1)},\n`,
  );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.join('')}${'    '.repeat(depth)}${close}`;
}

function typescript({ baseUrl, body }: Target): string {
  const { seed } = body as CreateParams;
  const isTooLong = typeof seed === 'bigint' && !Number.isSafeInteger(Number(seed));
  return `import OpenAI from 'openai';
${isTooLong ? '\n// JavaScript rounds a seed of this length; the cURL and Python forms send all of its digits.' : ''}
const client = new OpenAI({
  baseURL: ${JSON.stringify(baseUrl)},
  apiKey: process.env.OPENAI_API_KEY ?? 'none',
});
const stream = await client.chat.completions.create(${typescriptOf(body)});
for await (const chunk of stream) {
  const delta = chunk.choices[0]?.delta;
  process.stdout.write(delta?.content ?? '');
${typescriptCalls(body)}}
`;
}

/** What the SDK's types do not know is spread into the request: it is sent, and compiles. */
function typescriptOf(body: object): string {
  const { known, others } = told(body);
  if (others.length === 0) return pretty(body);
  const unknown = pretty(Object.fromEntries(others)).replaceAll('\n', '\n  ');
  return `${pretty(Object.fromEntries(known)).slice(0, -2)},\n  ...${unknown},\n}`;
}

function typescriptCalls(body: object): string {
  const { functions, custom, legacy } = callsIn(body);
  const lines: string[] = [];
  if (functions || custom) lines.push('  for (const call of delta?.tool_calls ?? []) {');
  if (functions) lines.push(...typescriptCall('call.function', '    '));
  if (custom)
    lines.push(
      '    const { custom } = call as { custom?: { name?: string; input?: string } };',
      '    if (custom?.name) process.stdout.write(`\\n${custom.name} `);',
      "    process.stdout.write(custom?.input ?? '');",
    );
  if (functions || custom) lines.push('  }');
  if (legacy) lines.push(...typescriptCall('delta?.function_call', '  '));
  return lines.map((line) => `${line}\n`).join('');
}

function typescriptCall(call: string, indent: string): string[] {
  return [
    `${indent}if (${call}?.name) process.stdout.write(\`\\n\${${call}.name} \`);`,
    `${indent}process.stdout.write(${call}?.arguments ?? '');`,
  ];
}

/** Member by member, so that a long seed keeps its digits. */
function pretty(body: object): string {
  const members = Object.entries(body).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value, null, 2) : jsonValue(value);
    return `  ${JSON.stringify(name)}: ${text.replaceAll('\n', '\n  ')}`;
  });
  return `{\n${members.join(',\n')}\n}`;
}

function jsonValue(value: unknown): string {
  return jsonBody({ value }).slice('{"value":'.length, -1);
}
