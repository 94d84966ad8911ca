import { connect } from 'node:net';

export type RawAnswer = { status: number; headers: string; body: string };

/** Sends these bytes as they are, which no HTTP client would, and reads until the server closes or is silent. */
export function rawRequest(url: string, ...pieces: (string | Buffer)[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
    });
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on('error', reject);
    socket.on('close', () => resolve(parsed(text)));
    for (const piece of pieces) socket.write(piece);
  });
}

function parsed(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const headers = text.slice(0, end);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? 0),
    headers,
    body: text.slice(end + 4),
  };
}
