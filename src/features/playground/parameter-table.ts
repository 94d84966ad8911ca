import type { Spec } from './parameter-kinds';

const logitBias = (bias: object) =>
  Object.entries(bias).every(([token, by]) => /^\d+$/.test(token) && Math.abs(Number(by)) <= 100)
    ? null
    : 'Give each token id a number from −100 to 100, as in {"1734": -100}.';

/**
 * The parameters of a create request that can be left out, by their wire names, in the order in which they are sent.
 * Fields, checks, request bodies and imports all read this table: a parameter that OpenAI adds is one entry more.
 * Ranges and defaults: OpenAI's description of CreateChatCompletionRequest.
 */
export const parameterTable = {
  temperature: {
    kind: 'range',
    min: 0,
    max: 2,
    initial: 1,
    isCommon: true,
  },
  top_p: {
    kind: 'range',
    min: 0,
    max: 1,
    initial: 1,
    isCommon: true,
  },
  max_completion_tokens: {
    kind: 'count',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
    isCommon: true,
  },
  n: {
    kind: 'count',
    label: 'Number of answers',
    min: 1,
    max: 128,
    initial: '2',
    isCommon: true,
  },
  stop: {
    kind: 'lines',
    label: 'Stop sequences',
    max: 4,
    initial: '',
    isCommon: true,
  },
  seed: {
    kind: 'long',
    initial: '',
    isCommon: true,
  },
  reasoning_effort: {
    kind: 'choice',
    options: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    initial: 'medium',
    isCommon: true,
  },
  response_format: {
    kind: 'format',
    options: ['text', 'json_object', 'json_schema'],
    label: 'Format of the answer',
    initial: 'text',
    isCommon: true,
  },
  tools: {
    kind: 'json',
    shape: 'array',
    label: 'Tools, as a JSON array',
    initial: '[]',
    isCommon: true,
  },
  tool_choice: {
    kind: 'toolChoice',
    label: 'Which tool is called',
    initial: 'auto',
    needs: 'tools',
    isCommon: true,
  },
  parallel_tool_calls: {
    kind: 'flag',
    label: 'Several calls at once',
    initial: false,
    needs: 'tools',
  },
  max_tokens: {
    kind: 'count',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
  },
  verbosity: {
    kind: 'choice',
    options: ['low', 'medium', 'high'],
    initial: 'medium',
  },
  frequency_penalty: {
    kind: 'range',
    min: -2,
    max: 2,
    initial: 0,
  },
  presence_penalty: {
    kind: 'range',
    min: -2,
    max: 2,
    initial: 0,
  },
  logit_bias: {
    kind: 'json',
    shape: 'object',
    label: 'Bias by token id',
    initial: '{}',
    check: logitBias,
  },
  logprobs: {
    kind: 'flag',
    label: 'Probabilities of the tokens',
    initial: true,
  },
  top_logprobs: {
    kind: 'count',
    label: 'Alternatives for each token',
    min: 0,
    max: 20,
    initial: '5',
    needs: 'logprobs',
  },
  modalities: {
    kind: 'list',
    options: ['text', 'text, audio'],
    label: 'Kinds of answer',
    initial: 'text',
  },
  audio: {
    kind: 'json',
    shape: 'object',
    label: 'Voice and format',
    needs: 'modalities',
    initial: '{ "voice": "alloy", "format": "pcm16" }',
  },
  prediction: {
    kind: 'prediction',
    label: 'Expected text',
    initial: '',
  },
  web_search_options: {
    kind: 'json',
    shape: 'object',
    label: 'Web search options',
    initial: '{}',
  },
  service_tier: {
    kind: 'choice',
    options: ['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
    initial: 'auto',
  },
  prompt_cache_key: {
    kind: 'text',
    label: 'Key of the prompt cache',
    initial: '',
  },
  prompt_cache_retention: {
    kind: 'choice',
    options: ['in_memory', '24h'],
    label: 'How long prompts stay cached',
    initial: '24h',
  },
  prompt_cache_options: {
    kind: 'json',
    shape: 'object',
    label: 'Options of the prompt cache',
    initial: '{ "ttl": "30m" }',
  },
  moderation: {
    kind: 'json',
    shape: 'object',
    initial: '{ "model": "omni-moderation-latest" }',
  },
  safety_identifier: {
    kind: 'text',
    initial: '',
    maxLength: 64,
  },
  user: {
    kind: 'text',
    initial: '',
  },
} satisfies Record<string, Spec>;

export type SettingName = keyof typeof parameterTable;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(parameterTable, name);
}

// Object.keys forgets that an object literal has no other keys.
export const settingNames = Object.keys(parameterTable) as SettingName[];

/** The spec as its general type, since the table's own is a union of literals. */
export function specOf(name: SettingName): Spec {
  return parameterTable[name];
}
