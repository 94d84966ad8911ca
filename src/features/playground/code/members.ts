import { jsonBody, RawJson } from '@/api/json-body';
import { isExact } from '../parameters/setting-text';
import { asRecord } from '@/lib/as-record';

/** Which forms of calls the answer may hold: the code prints those as well. */
export function callsIn(body: object): { functions: boolean; custom: boolean; legacy: boolean } {
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
export function told(body: object) {
  const members = Object.entries(body) as [string, unknown][];
  return {
    known: members.filter(([name]) => IN_SDKS.has(name)),
    others: members.filter(([name]) => !IN_SDKS.has(name)),
  };
}

/** What is sent as it came is written as all else is: only numbers that JavaScript would round stay the text they are. */
export function withoutRaw(body: object): object {
  const read = (value: unknown): unknown =>
    value instanceof RawJson && isExact(value.text) ? (JSON.parse(value.text) as unknown) : value;
  const members = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(read) : read(value),
  ]);
  return Object.fromEntries(members) as object;
}

/** Member by member, so that a long seed keeps its digits. */
export function pretty(body: object): string {
  const members = Object.entries(body).map(([name, value]) => {
    const text = isPlain(value) ? JSON.stringify(value, null, 2) : jsonValue(value);
    return `  ${JSON.stringify(name)}: ${text.replaceAll('\n', '\n  ')}`;
  });
  return `{\n${members.join(',\n')}\n}`;
}

function isPlain(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return typeof value === 'object' && !items.some((item) => item instanceof RawJson);
}

function jsonValue(value: unknown): string {
  return jsonBody({ value }).slice('{"value":'.length, -1);
}
