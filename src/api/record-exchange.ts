/** One request and its answer as they crossed the wire, for people to look at. */
export type ExchangeRecord = {
  method: string;
  url: string;
  /** Those that the page set, the key masked; the browser adds its own. */
  requestHeaders: [name: string, value: string][];
  requestBody: string;
  /** Null until the answer begins, and for good when it never did. */
  status: number | null;
  responseHeaders: [name: string, value: string][];
  /** The body in the pieces in which it came, with milliseconds since the request was sent. */
  pieces: { ms: number; bytes: Uint8Array }[];
  /** Whether the body was longer than what is kept of it. */
  isCut: boolean;
};

/** What is kept of one body, in bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * A fetch that notes what it sends and gets. `onRecord` is called once, as the request leaves; the record then grows.
 * Noting a piece is one push, so that a stream costs no more for being watched.
 */
export function recordedFetch(
  inner: typeof fetch,
  onRecord: (record: ExchangeRecord) => void,
): typeof fetch {
  return async (input, init) => {
    const startedAt = performance.now();
    const record: ExchangeRecord = {
      method: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      requestHeaders: maskedHeaders(new Headers(init?.headers)),
      requestBody: typeof init?.body === 'string' ? init.body : '',
      status: null,
      responseHeaders: [],
      pieces: [],
      isCut: false,
    };
    onRecord(record);
    const response = await inner(input, init);
    record.status = response.status;
    record.responseHeaders = [...response.headers];
    if (!response.body) return response;
    let size = 0;
    const noted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(bytes, controller) {
          size += bytes.length;
          if (size > MOST_BYTES) record.isCut = true;
          else record.pieces.push({ ms: performance.now() - startedAt, bytes });
          controller.enqueue(bytes);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(noted, { status, statusText, headers });
  };
}

function maskedHeaders(headers: Headers): [string, string][] {
  return [...headers].map(([name, value]) => {
    const isSecret = name === 'authorization' || name.includes('key') || name.includes('token');
    return [name, isSecret ? masked(value) : value];
  });
}

/** The scheme and the last four characters, which tell keys apart and open nothing. */
function masked(value: string): string {
  const [, scheme = '', secret = ''] = /^(Bearer |Basic )?(.*)$/i.exec(value) ?? [];
  return `${scheme}••••${secret.length > 12 ? secret.slice(-4) : ''}`;
}
