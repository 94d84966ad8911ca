import http from 'node:http';

/**
 * The requests that 4D AIKit's `OpenAIChatCompletionsAPI` sends, byte for byte where it matters, and what its result
 * classes read from the answers: `docs/seed.md` has the table.
 */
export type Body = { [member: string]: unknown };
export type Result = {
  status: number;
  statusText: string;
  headers: http.IncomingHttpHeaders;
  body: Body;
};

/** As its client sends: a content type always, body or none; a key that may be empty; the path as it is. */
export function aikitRequest(
  url: string,
  method: string,
  path: string,
  body?: Body,
  extraHeaders: Record<string, string> = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: 'Bearer ',
      'Content-Type': 'application/json',
      ...extraHeaders,
    };
    // A URL would be tidied: `..` would never reach the server.
    const to = { method, headers, path: `/v1${path}` };
    const request = http.request(url, to, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          headers: response.headers,
          body: JSON.parse(Buffer.concat(parts).toString()) as Body,
        }),
      );
    });
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

/** Its query encoder: letters, digits and `-._~` as they are, a space as `+`, of all else the UTF-8 bytes. */
export function queryOf(parameters: Record<string, string | number>): string {
  const encoded = (value: string) =>
    Array.from(value, (character) =>
      /[-.0-9A-Z_a-z~]/.test(character) ? character : encodeURIComponent(character),
    )
      .join('')
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+');
  const pairs = Object.entries(parameters).map(
    ([key, value]) => `${key}=${encoded(String(value))}`,
  );
  return `?${pairs.join('&')}`;
}

export const MESSAGES = [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: 'Hello' },
];

type Streamed = {
  status: number;
  text: string;
  usage: unknown;
  /** Errors in events, and that of a body which is no stream. */
  errors: unknown[];
  /** A line came that ends all reading, or no `[DONE]`. */
  isStopped: boolean;
};

type StreamedChunk = {
  choices?: { delta: { content?: string } }[];
  usage?: unknown;
  error?: unknown;
};

/** The strictest of its readers: each line is `data: ` and JSON, an empty one, or the end of all reading. */
export async function aikitStream(
  url: string,
  parameters: Body,
  headers: Record<string, string> = {},
): Promise<Streamed> {
  const { status, received } = await streamed(url, parameters, headers);
  const read: Streamed = { status, text: '', usage: null, errors: [], isStopped: true };
  if (received.startsWith('{')) {
    return { ...read, errors: [(JSON.parse(received) as StreamedChunk).error] };
  }
  for (const line of received.split('\n')) {
    if (line === '') continue;
    if (line === 'data: [DONE]') return { ...read, isStopped: false };
    if (!line.startsWith('data: {')) return read;
    const { choices = [], usage, error } = JSON.parse(line.slice(6)) as StreamedChunk;
    read.text += choices.map(({ delta }) => delta.content ?? '').join('');
    read.usage = usage ?? read.usage;
    if (error !== undefined) read.errors.push(error);
  }
  return read;
}

/** What comes, also of a connection that breaks. */
function streamed(
  url: string,
  parameters: Body,
  headers: Record<string, string>,
): Promise<{ status: number; received: string }> {
  return new Promise((resolve, reject) => {
    const all = { 'Content-Type': 'application/json', ...headers };
    const request = http.request(
      `${url}/v1/chat/completions`,
      { method: 'POST', headers: all },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', () => undefined);
        response.on('close', () =>
          resolve({
            status: response.statusCode ?? 0,
            received: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify({ model: 'm-1', n: 1, ...parameters, messages: MESSAGES }));
  });
}
