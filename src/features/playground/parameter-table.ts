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
    about: 'How freely words are chosen: low is predictable, high is varied. Default 1.',
  },
  top_p: {
    kind: 'range',
    min: 0,
    max: 1,
    initial: 1,
    isCommon: true,
    about:
      'Only the likeliest words that together have this probability are chosen from. Change it or the temperature, not both. Default 1.',
  },
  max_completion_tokens: {
    kind: 'count',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
    isCommon: true,
    about:
      'Where the answer is cut, its hidden reasoning included. Not set: the model’s own limit.',
  },
  n: {
    kind: 'count',
    label: 'Number of answers',
    min: 1,
    max: 128,
    initial: '2',
    isCommon: true,
    about: 'How many answers to generate; each one is paid for. Default 1.',
  },
  stop: {
    kind: 'lines',
    label: 'Stop sequences',
    max: 4,
    initial: '',
    isCommon: true,
    about: 'The answer ends before any of these texts. Reasoning models refuse it.',
  },
  seed: {
    kind: 'long',
    initial: '',
    isCommon: true,
    about:
      'Asks for the same answer to the same request, as far as the provider can. Up to 19 digits; OpenAI is giving it up.',
  },
  reasoning_effort: {
    kind: 'choice',
    options: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    initial: 'medium',
    isCommon: true,
    about:
      'How long a reasoning model thinks before it answers. Not every model knows every value. Default medium.',
  },
  response_format: {
    kind: 'format',
    options: ['text', 'json_object', 'json_schema'],
    label: 'Format of the answer',
    initial: 'text',
    isCommon: true,
    about:
      'json_schema holds the answer to a schema, json_object to any JSON (then the prompt must speak of JSON).',
  },
  tools: {
    kind: 'json',
    shape: 'array',
    label: 'Tools, as a JSON array',
    initial: '[]',
    isCommon: true,
    about: 'What the model may call: up to 128 functions or custom tools, each with a name.',
  },
  tool_choice: {
    kind: 'toolChoice',
    label: 'Which tool is called',
    initial: 'auto',
    needs: 'tools',
    isCommon: true,
    about:
      'auto leaves it to the model, none forbids calls, required asks for at least one; or name the tool.',
  },
  parallel_tool_calls: {
    kind: 'flag',
    label: 'Several calls at once',
    initial: false,
    needs: 'tools',
    about: 'Whether one answer may hold several calls. Default: it may.',
  },
  max_tokens: {
    kind: 'count',
    label: 'At most this many tokens',
    min: 1,
    initial: '1024',
    about:
      'The older name of max_completion_tokens, for servers that know no other. Reasoning models refuse it.',
  },
  verbosity: {
    kind: 'choice',
    options: ['low', 'medium', 'high'],
    initial: 'medium',
    about: 'How much a newer model says. Default medium.',
  },
  frequency_penalty: {
    kind: 'range',
    min: -2,
    max: 2,
    initial: 0,
    about:
      'Above 0, a word becomes less likely each time it was used; below 0, likelier. Default 0.',
  },
  presence_penalty: {
    kind: 'range',
    min: -2,
    max: 2,
    initial: 0,
    about:
      'Above 0, a word that was used once becomes less likely, so new topics come up. Default 0.',
  },
  logit_bias: {
    kind: 'json',
    shape: 'object',
    label: 'Bias by token id',
    initial: '{}',
    check: logitBias,
    about:
      'Makes single tokens likelier or less likely: token ids with −100 (never) to 100 (always).',
  },
  logprobs: {
    kind: 'flag',
    label: 'Probabilities of the tokens',
    initial: true,
    about: 'Brings the probability of every token, shown with the answer. Default off.',
  },
  top_logprobs: {
    kind: 'count',
    label: 'Alternatives for each token',
    min: 0,
    max: 20,
    initial: '5',
    needs: 'logprobs',
    about: 'How many of the likeliest tokens come with their probabilities at each place: 0 to 20.',
  },
  modalities: {
    kind: 'list',
    options: ['text', 'text, audio'],
    label: 'Kinds of answer',
    initial: 'text',
    about:
      'Whether a model that can speak also answers with sound; it then needs audio. Default text.',
  },
  audio: {
    kind: 'json',
    shape: 'object',
    label: 'Voice and format',
    needs: 'modalities',
    initial: '{ "voice": "alloy", "format": "pcm16" }',
    about:
      'The voice and the format of a spoken answer. While it streams, only pcm16 is known to work.',
  },
  prediction: {
    kind: 'prediction',
    label: 'Expected text',
    initial: '',
    about:
      'Text that the answer will mostly repeat, such as a file with small changes: it then comes faster.',
  },
  web_search_options: {
    kind: 'json',
    shape: 'object',
    label: 'Web search options',
    initial: '{}',
    about:
      'Lets a search model look things up: search_context_size low, medium or high; user_location.',
  },
  service_tier: {
    kind: 'choice',
    options: ['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
    initial: 'auto',
    about:
      'flex is cheaper and slower, priority faster and dearer. Default auto: as the project is set up.',
  },
  prompt_cache_key: {
    kind: 'text',
    label: 'Key of the prompt cache',
    initial: '',
    about: 'Requests with the same key and beginning find each other’s cached prompt more often.',
  },
  prompt_cache_retention: {
    kind: 'choice',
    options: ['in_memory', '24h'],
    label: 'How long prompts stay cached',
    initial: '24h',
    about: 'How long a cached prompt lives; newer models take prompt_cache_options instead.',
  },
  prompt_cache_options: {
    kind: 'json',
    shape: 'object',
    label: 'Options of the prompt cache',
    initial: '{ "ttl": "30m" }',
    about: 'ttl, and mode: implicit or explicit. For newer models.',
  },
  moderation: {
    kind: 'json',
    shape: 'object',
    initial: '{ "model": "omni-moderation-latest" }',
    about: 'Has the prompt and the answer judged by a moderation model in the same request.',
  },
  safety_identifier: {
    kind: 'text',
    initial: '',
    maxLength: 64,
    about: 'Stands for one user of your application, hashed: at most 64 characters.',
  },
  user: {
    kind: 'text',
    initial: '',
    about: 'The older way to name a user; safety_identifier and prompt_cache_key took its place.',
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
