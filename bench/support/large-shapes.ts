const MB = 1_000_000;
const many = (piece: string, megabytes: number) =>
  piece.repeat(Math.floor((megabytes * MB) / Buffer.byteLength(piece)));
const list = (count: number, item: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => item(n)).join(',');
const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

/** JSON values of up to 30 MB that are hard to read, each for a reason of its own. */
export const shapes: Record<string, string> = {
  'a picture of 20 MB': `[{"type":"image_url","image_url":{"url":"data:image/png;base64,${many('iVBORw0K', 20)}"}}]`,
  'a text of 30 MB': `"${many('word and word ', 30)}"`,
  'a text of 30 MB without spaces': `"${many('x', 30)}"`,
  '18 MB of escapes': `"${many(String.raw`\"\\\n`, 18)}"`,
  '18 MB of backslashes': `"${many('\\\\', 18)}"`,
  '18 MB of surrogates, escaped': `"${many(String.raw`\ud83d\ude00`, 18)}"`,
  '18 MB of half surrogates': `"${many(String.raw`\ud83d `, 18)}"`,
  '18 MB of emoji': `"${many('😀', 18)}"`,
  '18 MB of {}': `[${many('{},', 18)}{}]`,
  '18 MB of small parts': `[${many('{"type":"text","text":"hello world"},', 18)}{}]`,
  '100,000 parts': `[${list(100_000, (n) => `{"type":"text","text":"part ${n}"}`)}]`,
  '100,000 keys': `[{"type":"text","text":"a",${list(100_000, (n) => `"key${n}":${n}`)}}]`,
  '100,000 keys of 200 characters': `[{"type":"text","text":"a",${list(100_000, (n) => `"${String(n).padEnd(200, 'k')}":1`)}}]`,
  '90,000 numbers to keep digit by digit': `[{"type":"text","text":"a","numbers":[${list(90_000, (n) => `${n}.10,1e400,${n}00000000000000001`)}]}]`,
  '3,000 lists 120 deep': `[{"type":"text","text":"a","lists":[${list(3_000, () => deep(120))}]}]`,
  'a name of 30 MB': `[{"type":"text","text":"a","${many('n', 30)}":1}]`,
};

/** Request of the chat, with `content` in its one message and `more` members before it. */
export function asking(content: string, more = ''): string {
  return `{"model":"large",${more}"messages":[{"role":"user","content":${content}}]}`;
}

/** Whole bodies that are large in other places than one message. */
export const bodies: Record<string, string> = {
  '100,000 messages': `{"model":"large","messages":[${list(100_000, (n) => `{"role":"user","content":"${n}"}`)}]}`,
  '100,000 pairs of metadata': asking(
    '"a"',
    `"store":true,"metadata":{${list(100_000, (n) => `"key${n}":"value"`)}},`,
  ),
  'a value of metadata of 30 MB': asking(
    '"a"',
    `"store":true,"metadata":{"a":"${many('v', 30)}"},`,
  ),
  '50,000 tools': asking(
    '"a"',
    `"tools":[${list(50_000, (n) => `{"type":"function","function":{"name":"f${n}","parameters":{}}}`)}],`,
  ),
  'a tool of 30 MB': asking(
    '"a"',
    `"store":true,"tools":[{"type":"function","function":{"name":"f","description":"${many('word and word ', 30)}","parameters":{}}}],`,
  ),
  'a tool whose schema has 100,000 properties': asking(
    '"a"',
    `"store":true,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{${list(100_000, (n) => `"key${n}":{"type":"string","description":"${'d'.repeat(100)}"}`)}}}}}],`,
  ),
  'a model of 30 MB': `{"model":"${many('m', 30)}","messages":[{"role":"user","content":"a"}]}`,
  '30 MB of [': many('[', 30),
  '30 MB of spaces': `{${many(' ', 30)}}`,
};

/** A completion, or a chunk, with this content. */
export function answering(content: string, key: 'message' | 'delta' = 'message'): string {
  const object = key === 'delta' ? 'chat.completion.chunk' : 'chat.completion';
  return `{"id":"a","object":"${object}","created":1,"model":"m","choices":[{"index":0,"${key}":{"role":"assistant","content":${content}},"finish_reason":"stop"}]}`;
}

/** A chunk whose one call has this text, as JSON, for its arguments. */
export function calling(text: string): string {
  const call = `{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":${text}}}`;
  return `{"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[${call}]},"finish_reason":"tool_calls"}]}`;
}
