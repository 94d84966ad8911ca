import { RawJson } from '@/api/json-body';
import { callsIn, told } from './members';
import type { Target } from './target';
import { bound } from './variables-in-code';

/** The request for the Python SDK: what it prints is the answer. */
export function python({ baseUrl, body, variables, isStreamed }: Target): string {
  const { known, others } = told(body);
  const members = [
    ...known.map(([name, value]) => `    ${name}=${pythonOf(value, 1)},`),
    ...(others.length > 0 ? [`    extra_body=${pythonOf(Object.fromEntries(others), 1)},`] : []),
  ];
  const values = variables.map(
    ({ identifier, value }) => `${identifier} = ${JSON.stringify(value)}\n`,
  );
  return bound(
    `import os
from openai import OpenAI

${values.length > 0 ? `${values.join('')}\n` : ''}client = OpenAI(
    base_url=${JSON.stringify(baseUrl)},
    api_key=os.environ.get("OPENAI_API_KEY", "none"),
)
${isStreamed ? 'stream' : 'completion'} = client.chat.completions.create(
${members.join('\n')}
)
${isStreamed ? STREAMED + pythonCalls(body) : WHOLE + wholeCalls(body)}`,
    variables,
  );
}

const STREAMED = `for chunk in stream:
    if not chunk.choices:
        continue
    delta = chunk.choices[0].delta
    print(delta.content or "", end="", flush=True)
`;

const WHOLE = `message = completion.choices[0].message
print(message.content or "", end="")
`;

function wholeCalls(body: object): string {
  const { functions, custom, legacy } = callsIn(body);
  const lines: string[] = [];
  if (functions || custom) lines.push('for call in message.tool_calls or []:');
  if (functions)
    lines.push(
      '    if call.type == "function":',
      '        print("\\n" + call.function.name, call.function.arguments, end="")',
    );
  if (custom)
    lines.push(
      '    if call.type == "custom":',
      '        print("\\n" + call.custom.name, call.custom.input, end="")',
    );
  if (legacy)
    lines.push(
      'if message.function_call:',
      '    print("\\n" + message.function_call.name, message.function_call.arguments, end="")',
    );
  return lines.map((line) => `${line}\n`).join('');
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

/** A JSON string is a Python string as well; only these three names differ. */
function pythonOf(value: unknown, depth: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  if (value instanceof RawJson) return pythonOfJson(value.text);
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

const NAMES: Record<string, string> = { null: 'None', true: 'True', false: 'False' };

function pythonOfJson(text: string): string {
  return text.replaceAll(
    /"(?:[^"\\]|\\.)*"|\b(null|true|false)\b/g,
    (found, name?: string) => (name && NAMES[name]) || found,
  );
}
