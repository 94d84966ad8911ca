import http from 'node:http';

export type Answer = { status: number; bytes: number; firstByteMs: number; totalMs: number };

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

/** One create request, its answer read and thrown away: the cheapest client that measures. */
export function ask(
  baseUrl: string,
  body: object | string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(`${baseUrl}/chat/completions`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let bytes = 0;
      let firstByteMs = 0;
      response.on('data', (data: Buffer) => {
        firstByteMs ||= performance.now() - started;
        bytes += data.length;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          bytes,
          firstByteMs,
          totalMs: performance.now() - started,
        }),
      );
    });
    request.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
}

/** Before others have their turn: a server may close what is idle just when it is used again. */
export function closeIdle(): void {
  agent.destroy();
}

/** The same request `count` times, `atOnce` at a time. */
export async function askMany(
  baseUrl: string,
  body: object | string,
  { count, atOnce }: { count: number; atOnce: number },
  headers?: Record<string, string>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let left = count;
  async function worker(): Promise<void> {
    while (left > 0) {
      left -= 1;
      answers.push(await ask(baseUrl, body, headers));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  closeIdle();
  return answers;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
