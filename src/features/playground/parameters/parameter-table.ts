import { OWN_PARAMETERS, type OwnParameter } from '#contract/own-parameters';
import { keysOf } from '#contract/keys-of';
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
    group: 'sampling',
    standard: '1',
    min: 0,
    max: 2,
    initial: 1,
  },
  top_p: {
    kind: 'range',
    group: 'sampling',
    standard: '1',
    min: 0,
    max: 1,
    initial: 1,
  },
  max_completion_tokens: {
    kind: 'count',
    group: 'output',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
  },
  n: {
    kind: 'count',
    group: 'output',
    standard: '1',
    label: 'Number of answers',
    min: 1,
    max: 128,
    initial: '2',
  },
  stop: {
    kind: 'lines',
    group: 'output',
    label: 'Stop sequences',
    max: 4,
    initial: '',
  },
  seed: {
    kind: 'long',
    group: 'sampling',
    initial: '',
  },
  reasoning_effort: {
    kind: 'choice',
    group: 'sampling',
    standard: 'medium',
    options: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    initial: 'medium',
  },
  response_format: {
    kind: 'format',
    group: 'output',
    standard: 'text',
    options: ['text', 'json_object', 'json_schema'],
    label: 'Format of the answer',
    initial: 'text',
  },
  tools: {
    kind: 'json',
    group: 'tools',
    shape: 'array',
    label: 'Tools, as a JSON array',
    initial: '[]',
  },
  tool_choice: {
    kind: 'toolChoice',
    group: 'tools',
    standard: 'auto',
    label: 'Which tool is called',
    initial: 'auto',
    needs: 'tools',
  },
  parallel_tool_calls: {
    kind: 'flag',
    group: 'tools',
    standard: 'on',
    label: 'Several calls at once',
    initial: false,
    needs: 'tools',
  },
  max_tokens: {
    kind: 'count',
    group: 'more',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
  },
  verbosity: {
    kind: 'choice',
    group: 'output',
    standard: 'medium',
    options: ['low', 'medium', 'high'],
    initial: 'medium',
  },
  frequency_penalty: {
    kind: 'range',
    group: 'sampling',
    standard: '0',
    min: -2,
    max: 2,
    initial: 0,
  },
  presence_penalty: {
    kind: 'range',
    group: 'sampling',
    standard: '0',
    min: -2,
    max: 2,
    initial: 0,
  },
  top_k: { kind: 'count', group: 'sampling', label: 'Choose from so many', min: 0, initial: '40' },
  min_p: { kind: 'range', group: 'sampling', min: 0, max: 1, initial: 0.05 },
  typical_p: { kind: 'range', group: 'sampling', min: 0, max: 1, initial: 1 },
  repeat_penalty: { kind: 'range', group: 'sampling', min: 0, max: 2, initial: 1.1 },
  repetition_penalty: { kind: 'range', group: 'sampling', min: 0, max: 2, initial: 1.1 },
  logit_bias: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    label: 'Bias by token id',
    initial: '{}',
    check: logitBias,
  },
  logprobs: {
    kind: 'flag',
    group: 'output',
    standard: 'off',
    label: 'Probabilities of the tokens',
    initial: true,
  },
  top_logprobs: {
    kind: 'count',
    group: 'more',
    label: 'Alternatives for each token',
    min: 0,
    max: 20,
    initial: '5',
    needs: 'logprobs',
  },
  modalities: {
    kind: 'list',
    group: 'more',
    standard: 'text',
    options: ['text', 'text, audio'],
    label: 'Kinds of answer',
    initial: 'text',
  },
  audio: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    label: 'Voice and format',
    needs: 'modalities',
    initial: '{ "voice": "alloy", "format": "pcm16" }',
  },
  prediction: {
    kind: 'prediction',
    group: 'more',
    label: 'Expected text',
    initial: '',
  },
  web_search_options: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    label: 'Web search options',
    initial: '{}',
  },
  service_tier: {
    kind: 'choice',
    group: 'more',
    standard: 'auto',
    options: ['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
    initial: 'auto',
  },
  prompt_cache_key: {
    kind: 'text',
    group: 'caching',
    label: 'Key of the prompt cache',
    initial: '',
  },
  prompt_cache_retention: {
    kind: 'choice',
    group: 'more',
    options: ['in_memory', '24h'],
    label: 'How long prompts stay cached',
    initial: '24h',
  },
  prompt_cache_options: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    label: 'Options of the prompt cache',
    initial: '{ "ttl": "30m" }',
  },
  moderation: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    initial: '{ "model": "omni-moderation-latest" }',
  },
  safety_identifier: {
    kind: 'text',
    group: 'more',
    initial: '',
    maxLength: 64,
  },
  user: {
    kind: 'text',
    group: 'more',
    initial: '',
  },
} satisfies Record<string, Spec> & Record<OwnParameter, Spec>;

export type SettingName = keyof typeof parameterTable;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(parameterTable, name);
}

/** Whether only some providers take it. */
export function isOwnParameter(name: string): name is OwnParameter {
  return OWN_PARAMETERS.some((each) => each === name);
}

export const settingNames = keysOf(parameterTable);

/** The spec as its general type, since the table's own is a union of literals. */
export function specOf(name: SettingName): Spec {
  return parameterTable[name];
}
