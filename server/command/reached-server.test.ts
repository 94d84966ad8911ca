import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { readArguments } from './arguments';
import { reachServer } from './reached-server';

it.each([
  ['nothing', ''],
  ['a beginning', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'],
])('waits no longer than it has to for who says %s', async (_, said) => {
  const server = createServer((socket) => void socket.on('error', () => undefined).write(said));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  // A listening TCP server has an address with a port.
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { options } = readArguments(['export', '--server', `http://${host}`]);
  const reached = await reachServer({ options, start: { environment: {}, base: '.' } }, 50);
  const asked = reached.json({ method: 'GET', path: '/api/tokens' }, 'data' as never);
  await expect(asked).rejects.toThrow(said === '' ? `${host} has taken the request` : 'Chatkeep');
});
