import { connect, type Socket } from 'node:net';

export type RawClient = {
  socket: Socket;
  /** All that came so far. */
  text(): string;
  /** Of the first answer; 0 until it is there. */
  status(): number;
  isClosed(): boolean;
};

/** A connection that sends what a test gives it, byte for byte, and never ends by itself. */
export function rawClient(url: string, ...pieces: (string | Buffer)[]): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = '';
  let isClosed = false;
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  socket.on('end', () => (isClosed = true));
  socket.on('error', () => (isClosed = true));
  socket.on('close', () => (isClosed = true));
  for (const piece of pieces) socket.write(piece);
  return {
    socket,
    text: () => text,
    status: () => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
    isClosed: () => isClosed,
  };
}
