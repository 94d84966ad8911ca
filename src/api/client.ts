/** Where calls go and how; a plain value, made by {@link createClient}. */
export type Client = {
  /** Without a slash at its end: `/v1`, `https://api.openai.com/v1`. */
  baseUrl: string;
  /** Where the completions are, below the base URL. */
  completionsPath: string;
  headers: Record<string, string>;
  fetch: typeof fetch;
  /** Milliseconds for one attempt; undefined takes the operation's own default. */
  timeout: number | undefined;
  maxRetries: number;
};

export type ClientOptions = {
  baseUrl: string;
  completionsPath?: string;
  apiKey?: string | undefined;
  headers?: Record<string, string>;
  fetch?: typeof fetch;
  timeout?: number;
  maxRetries?: number;
};

/** What one call can change. */
export type CallOptions = {
  /** Milliseconds for one attempt, from sending to the last byte (of the headers, when streaming). */
  timeout?: number;
  /** How often a call that can be repeated safely is sent again after a passing failure; default 2. */
  maxRetries?: number;
  headers?: Record<string, string>;
  /** The call rejects with the signal's reason when it aborts. */
  signal?: AbortSignal | undefined;
};

export function createClient(options: ClientOptions): Client {
  const apiKey = options.apiKey?.trim();
  const baseUrl = options.baseUrl.trim().replace(/\/+$/, '');
  return {
    baseUrl,
    completionsPath: options.completionsPath ?? '/chat/completions',
    headers: {
      ...(apiKey && { authorization: `Bearer ${apiKey}` }),
      // A page of another site cannot send it along: our server's sign that this page means its request.
      ...(baseUrl.startsWith('/') && { 'x-chatkeep': '1' }),
      ...options.headers,
    },
    // Looked up on each call: browsers refuse a fetch that was taken off its global.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeout: options.timeout,
    maxRetries: options.maxRetries ?? 2,
  };
}
