import { jsonBody } from '@/api/json-body';
import type { CreateParams } from '@/api/wire';
import { fourD } from './four-d';

export type Target = { /** Absolute, without a slash at its end. */ baseUrl: string; body: object };

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
  const members = Object.entries(body).map(([name, value]) => `    ${name}=${pythonOf(value, 1)},`);
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
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
`;
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
const stream = await client.chat.completions.create(${pretty(body)});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}
`;
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
