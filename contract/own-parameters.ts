/** Parameters beyond OpenAI's that several servers take, under the names that they give them. */
export const OWN_PARAMETERS = [
  'top_k',
  'min_p',
  'typical_p',
  'repeat_penalty',
  'repetition_penalty',
] as const;
export type OwnParameter = (typeof OWN_PARAMETERS)[number];

const ENGINE: readonly OwnParameter[] = ['top_k', 'min_p', 'repetition_penalty'];

/** By what a server calls the owner of its models: llama.cpp, vLLM and SGLang name themselves there. */
const BY_OWNER: Readonly<Record<string, readonly OwnParameter[]>> = {
  llamacpp: ['top_k', 'min_p', 'typical_p', 'repeat_penalty'],
  vllm: ENGINE,
  sglang: ENGINE,
};

/** By the end of its host. Those with an empty list refuse what they do not know, or ignore it without a word. */
const BY_HOST: readonly (readonly [RegExp, readonly OwnParameter[]])[] = [
  [/(^|\.)(openrouter\.ai|together\.(xyz|ai)|deepinfra\.com)$/, ENGINE],
  [/(^|\.)fireworks\.ai$/, ['top_k', 'min_p']],
  [
    /(^|\.)(openai\.(com|azure\.com)|anthropic\.com|groq\.com|mistral\.ai|googleapis\.com|x\.ai|deepseek\.com)$/,
    [],
  ],
];

/**
 * By the port that it has by default. Ollama's `/v1` ignores `top_k`, `min_p`, `repeat_penalty` and `num_ctx`: it takes
 * them from the model. Source: github.com/ollama/ollama/issues/11325, its pull requests 5357 and 16825.
 */
const BY_PORT: Readonly<Record<string, readonly OwnParameter[]>> = {
  '11434': [],
  '1234': ['top_k', 'repeat_penalty'],
};

/** What a server takes beside OpenAI's own parameters; null where nobody knows. */
export function ownParameters(
  baseUrl: string,
  owners: readonly unknown[] = [],
): readonly OwnParameter[] | null {
  const owner = owners.find((each) => typeof each === 'string' && Object.hasOwn(BY_OWNER, each));
  if (typeof owner === 'string') return BY_OWNER[owner] ?? null;
  const [, host = '', port = ''] = ADDRESS.exec(baseUrl) ?? [];
  const byHost = BY_HOST.find(([end]) => end.test(host));
  return byHost?.[1] ?? (Object.hasOwn(BY_PORT, port) ? (BY_PORT[port] ?? null) : null);
}

const ADDRESS = /^https?:\/\/([^/:?#]+)(?::(\d+))?/;
