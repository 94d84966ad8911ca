import { objectsOf } from '#contract/json';

/** What a demo model answers: text in pieces, tool calls or a refusal, and how fast. */
export type DemoAnswer = {
  text?: string;
  refusal?: string;
  toolCalls?: { name: string; arguments: string }[];
  /** Milliseconds between two pieces of a stream. */
  pace: number;
  /** Break off with an error after this many pieces. */
  breakAfter?: number;
};

export type DemoRequest = {
  model: string;
  messages: { role: string; content?: unknown }[];
  tools?: { function?: { name?: string; parameters?: unknown } }[];
  response_format?: { type?: string; json_schema?: { schema?: unknown } };
  /** Where this server is reached: what the example in an answer calls. */
  address: string;
};

type DemoModel = { description: string; answer: (request: DemoRequest) => DemoAnswer };

const PACE = 12;
const SLOW_PACE = 250;
const NOTE = 'This is the built-in demo, not an AI: it gives the same prepared answer every time.';

/** Deterministic models that between them exercise everything a real provider does. */
export const DEMO_MODELS: ReadonlyMap<string, DemoModel> = new Map(
  Object.entries<DemoModel>({
    'demo-markdown': {
      description: 'headings, lists, a table and code',
      answer: (request) => ({ text: markdown(request), pace: PACE }),
    },
    'demo-echo': {
      description: 'repeats your message',
      answer: (request) => ({
        text: `Demo, no AI. You wrote:\n\n${lastUserText(request)}`,
        pace: PACE,
      }),
    },
    'demo-tools': {
      description: 'calls the first two of your tools, then reports their results',
      answer: (request) => callTools(request),
    },
    'demo-json': {
      description: 'fills in your JSON schema',
      answer: (request) => ({
        text: JSON.stringify(instanceOf(request.response_format?.json_schema?.schema), null, 2),
        pace: PACE,
      }),
    },
    'demo-long': {
      description: 'about four thousand tokens',
      answer: () => ({ text: longText(), pace: 2 }),
    },
    'demo-slow': {
      description: 'four words a second',
      answer: (request) => ({ text: markdown(request), pace: SLOW_PACE }),
    },
    'demo-refusal': {
      description: 'declines every request',
      answer: () => ({ refusal: `I can't help with that. ${NOTE}`, pace: PACE }),
    },
    'demo-rate-limit': {
      description: 'always answers 429 with Retry-After',
      answer: () => ({ pace: PACE }),
    },
    'demo-broken': {
      description: 'fails in the middle of its answer',
      answer: () => ({
        text: `This answer will not be finished. ${NOTE}`,
        pace: 40,
        breakAfter: 6,
      }),
    },
  }),
);

function lastUserText({ messages }: DemoRequest): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  if (typeof content === 'string') return content.slice(0, ECHOED);
  if (!Array.isArray(content)) return '';
  return objectsOf(content)
    .map(({ text, type }) =>
      typeof text === 'string' ? text : `[${typeof type === 'string' ? type : 'part'}]`,
    )
    .join(' ')
    .slice(0, ECHOED);
}

/** UTF-16 units of a message that an answer repeats at the most: it comes word by word. */
const ECHOED = 262_144;

function markdown(request: DemoRequest): string {
  const topic =
    lastUserText(request).replaceAll(/\s+/g, ' ').trim().slice(0, 80) || 'nothing in particular';
  return `## A demo answer

You asked about *${topic}*. ${NOTE}

1. Every completion you **store** appears in the table.
2. Open it there to read, tag or delete it.
3. Add a provider key to talk to a real model.

| Step | Where | Key |
| --- | --- | ---: |
| Write | Playground | 1 |
| Review | Completions | 2 |
| Clean up | Completions | 3 |

\`\`\`ts
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${request.address}/v1', apiKey: 'unused' });
await client.chat.completions.create({
  model: 'demo:demo-echo',
  messages: [{ role: 'user', content: 'Hello' }],
  store: true,
});
\`\`\`

> Any OpenAI SDK works with this server as its base URL.

- [x] streamed
- [ ] tagged
`;
}

function callTools({ messages, tools = [] }: DemoRequest): DemoAnswer {
  const results = messages.filter(({ role }) => role === 'tool');
  if (results.length > 0) {
    const list = results.map(({ content }) => `- ${textOf(content)}`).join('\n');
    return { text: `Demo, no AI. Your tools returned:\n\n${list}`, pace: PACE };
  }
  const calls = tools.slice(0, 2).flatMap((tool) => {
    const { name, parameters } = tool.function ?? {};
    return typeof name === 'string' && name
      ? [{ name, arguments: JSON.stringify(instanceOf(parameters)) }]
      : [];
  });
  if (calls.length > 0) return { toolCalls: calls, pace: PACE };
  return { text: `Give this model a tool and it will call it. ${NOTE}`, pace: PACE };
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

const MAX_SCHEMA_DEPTH = 8;

/** A smallest value that fits the common keywords of a JSON schema. */
function instanceOf(schema: unknown, depth = 0): unknown {
  if (typeof schema !== 'object' || schema === null || depth > MAX_SCHEMA_DEPTH) {
    return depth === 0 ? { demo: NOTE } : null;
  }
  const s = schema as Record<string, unknown>;
  if ('const' in s) return s['const'];
  if (Array.isArray(s['enum'])) return s['enum'][0] as unknown;
  const union = s['anyOf'] ?? s['oneOf'];
  if (Array.isArray(union)) return instanceOf(union[0], depth + 1);
  const type = Array.isArray(s['type']) ? (s['type'][0] as unknown) : s['type'];
  if (type === 'string') return 'demo';
  if (type === 'integer' || type === 'number') return s['minimum'] ?? 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (type === 'array') return [instanceOf(s['items'] ?? { type: 'string' }, depth + 1)];
  const properties = Object.entries((s['properties'] ?? {}) as Record<string, unknown>);
  return Object.fromEntries(properties.map(([key, value]) => [key, instanceOf(value, depth + 1)]));
}

function longText(): string {
  const paragraphs = Array.from(
    { length: 60 },
    (_, i) =>
      `${i % 6 === 0 ? `### Part ${i / 6 + 1}\n\n` : ''}Paragraph ${i + 1} of a long demo answer, written so that scrolling, stopping and searching can be tried on something of size. It repeats itself because no model is at work here; each sentence only adds to the length. The quick brown fox jumps over the lazy dog, and the dog does not mind.`,
  );
  return `${NOTE}\n\n${paragraphs.join('\n\n')}\n`;
}
