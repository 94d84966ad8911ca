import { RawJson } from '@/api/json-body';
import type { Target } from './target';

/** What cs.AIKit.OpenAIChatCompletionsParameters sends, by its documentation; it drops everything else. */
const sentByAiKit = new Set(
  ['model', 'max_completion_tokens', 'n', 'temperature', 'top_p', 'store'].concat([
    'reasoning_effort',
    'response_format',
    'tools',
    'tool_choice',
    'prediction',
    'service_tier',
  ]),
);

/** The request for 4D. It waits for the whole answer: streaming would need a process that outlives the call. */
export function fourD({ baseUrl, body }: Target): string {
  const { messages, stream: _, stream_options: __, ...rest } = body as Record<string, unknown>;
  const entries = Object.entries(rest);
  const sent = Object.fromEntries(entries.filter(([name]) => sentByAiKit.has(name)));
  const dropped = entries.map(([name]) => name).filter((name) => !sentByAiKit.has(name));
  const note = `// AIKit does not send these, so they are left out: ${dropped.join(', ')}\n`;
  return `${dropped.length > 0 ? note : ''}var $client:=cs.AIKit.OpenAI.new({ \\
  apiKey: "your API key"; \\
  baseURL: ${text(baseUrl)} \\
})
var $messages : Collection:=${literal(messages)}
var $parameters : Object:=${literal(sent)}
var $result:=$client.chat.completions.create($messages; $parameters)

If ($result.success)
  ALERT($result.choice.message.text)
Else
  ALERT($result.errors[0].message)
End if
`;
}

function literal(value: unknown, depth = 0): string {
  if (value instanceof RawJson) return `JSON Parse(${text(value.text)})`;
  if (!isWritable(value)) return `JSON Parse(${text(JSON.stringify(value))})`;
  if (value === null) return 'Null';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = '  '.repeat(depth + 1);
  const isList = Array.isArray(value);
  const lines = Object.entries(value).map(
    ([name, each]) => `${inner}${isList ? '' : `${name}: `}${literal(each, depth + 1)}`,
  );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (lines.length === 0) return open + close;
  return `${open} \\\n${lines.join('; \\\n')} \\\n${'  '.repeat(depth)}${close}`;
}

/** Property names are written bare, and texts know few escapes: anything else has to come as JSON. */
function isWritable(value: unknown): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (typeof value === 'string') return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return Object.keys(value).every((name) => /^[A-Za-z_]\w*$/.test(name));
}

function text(value: string): string {
  const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/[\n\r\t]/g, (c) => escapes[c] ?? c)}"`;
}
