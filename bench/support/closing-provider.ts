import net, { type AddressInfo, type Socket } from 'node:net';

/**
 * A provider that closes a connection as soon as it has been idle for so many seconds, without any grace, and says so or
 * not: `closing-provider.ts <seconds> <named|silent>`. It answers every request with the same completion.
 */
const [, , seconds = '5', hint = 'named'] = process.argv;

const ANSWER = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
});
const named = hint === 'named' ? [`connection: keep-alive`, `keep-alive: timeout=${seconds}`] : [];
const head = [
  'HTTP/1.1 200 OK',
  'content-type: application/json',
  `content-length: ${ANSWER.length}`,
  ...named,
];

const server = net.createServer((socket: Socket) => {
  let idle: NodeJS.Timeout | undefined;
  let received = '';
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    clearTimeout(idle);
    received += bytes.toString();
    if (!received.endsWith('}')) return;
    received = '';
    socket.write(`${head.join('\r\n')}\r\n\r\n${ANSWER}`);
    idle = setTimeout(() => socket.destroy(), Number(seconds) * 1_000);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on('SIGTERM', () => process.exit(0));
