import type { CreateParams } from '@/api/wire';
import { callsIn, pretty, told } from './members';
import type { Target } from './target';
import { bound } from './variables-in-code';

/** The request for the TypeScript SDK: what it writes is the answer. */
export function typescript({ baseUrl, body, variables, isStreamed }: Target): string {
  const { seed } = body as CreateParams;
  const isTooLong = typeof seed === 'bigint' && !Number.isSafeInteger(Number(seed));
  const values = variables.map(
    ({ identifier, value }) => `const ${identifier} = ${JSON.stringify(value)};\n`,
  );
  return bound(
    `import OpenAI from 'openai';
${isTooLong ? '\n// JavaScript rounds a seed of this length; the cURL and Python forms send all of its digits.' : ''}
${values.length > 0 ? `${values.join('')}\n` : ''}const client = new OpenAI({
  baseURL: ${JSON.stringify(baseUrl)},
  apiKey: process.env.OPENAI_API_KEY ?? 'none',
});
const ${isStreamed ? 'stream' : 'completion'} = await client.chat.completions.create(${typescriptOf(body)});
${isStreamed ? `${STREAMED}${typescriptCalls(body)}}\n` : WHOLE + wholeCalls(body)}`,
    variables,
  );
}

const STREAMED = `for await (const chunk of stream) {
  const delta = chunk.choices[0]?.delta;
  process.stdout.write(delta?.content ?? '');
`;

const WHOLE = `const message = completion.choices[0]?.message;
process.stdout.write(message?.content ?? '');
`;

function wholeCalls(body: object): string {
  const { functions, custom, legacy } = callsIn(body);
  const lines: string[] = [];
  if (functions || custom) lines.push('for (const call of message?.tool_calls ?? []) {');
  if (functions)
    lines.push(
      "  if (call.type === 'function')",
      '    process.stdout.write(`\\n${call.function.name} ${call.function.arguments}`);',
    );
  if (custom)
    lines.push(
      "  if (call.type === 'custom')",
      '    process.stdout.write(`\\n${call.custom.name} ${call.custom.input}`);',
    );
  if (functions || custom) lines.push('}');
  if (legacy)
    lines.push(
      'const called = message?.function_call;',
      'if (called) process.stdout.write(`\\n${called.name} ${called.arguments}`);',
    );
  return lines.map((line) => `${line}\n`).join('');
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
