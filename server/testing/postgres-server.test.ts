import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port';
import { PostgresServer } from './postgres-server';

it('is nobody else’s server, also where one took the port first', async () => {
  const ports = [await freePort(), await freePort()];
  const [taken, other] = ports;
  const first = new PostgresServer(() => Promise.resolve(taken ?? 0));
  const second = new PostgresServer(() => Promise.resolve(ports.shift() ?? 0));
  onTestFinished(() => second.remove());
  await first.start();
  await second.start();
  await first.remove();
  expect(new URL(await second.createDatabase()).port).toBe(String(other));
});
