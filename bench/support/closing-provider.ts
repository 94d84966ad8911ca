import { setPriority } from 'node:os';
import net, { type AddressInfo, type Socket } from 'node:net';

/**
 * A provider that closes a connection as soon as it has been idle for so many seconds, without any grace, and says so or
 * not: `closing-provider.ts <seconds> <named|silent>`. It answers every request with the same completion; `0 faulty`
 * answers every third like a Python server whose code has thrown: a 500, and the connection is closed unannounced.
 */
const [, , seconds = '5', habit = 'named'] = process.argv;
const FAULT_EVERY = 3;

const ANSWER = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
});
const FAULT = 'Internal Server Error';
const named = habit === 'named' ? [`connection: keep-alive`, `keep-alive: timeout=${seconds}`] : [];

function message(status: string, type: string, body: string): string {
  const head = [
    `HTTP/1.1 ${status}`,
    `content-type: ${type}`,
    `content-length: ${body.length}`,
    ...named,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

try {
  // It stands for another machine: this one's load must not make it late. Only a superuser may ask for that.
  setPriority(-20);
} catch {
  // As busy as the rest.
}

let asked = 0;
const server = net.createServer((socket: Socket) => {
  let idle: NodeJS.Timeout | undefined;
  let received = '';
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    clearTimeout(idle);
    received += bytes.toString();
    if (!received.endsWith('}')) return;
    received = '';
    asked += 1;
    if (habit === 'faulty' && asked % FAULT_EVERY === 0) {
      // A turn later, as asyncio closes it: the client may have the whole answer, and believe in the connection.
      socket.write(message('500 Internal Server Error', 'text/plain', FAULT));
      setImmediate(() => socket.destroy());
      return;
    }
    socket.write(message('200 OK', 'application/json', ANSWER));
    if (habit !== 'faulty') idle = setTimeout(() => socket.destroy(), Number(seconds) * 1_000);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
