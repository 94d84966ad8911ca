import type { LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardedLookup } from './guarded-lookup';

/** A name server that answers each question with the next of these. */
function answering(...answers: string[][]): { resolve: typeof lookup; asked: () => number } {
  let asked = 0;
  const resolve = (_name: string, _options: object, done: (...said: unknown[]) => void) => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { resolve: resolve as never, asked: () => asked };
}

async function call(port: number, dns: ReturnType<typeof answering>): Promise<number> {
  return new Promise((resolve, reject) => {
    const lookupOnce = guardedLookup(['metadata'], dns.resolve);
    const options = { host: 'provider.example', port, lookup: lookupOnce, agent: false };
    http.get(options, (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
  });
}

describe('the address of a name', () => {
  it.each([
    [['169.254.169.254']],
    [['fd00:ec2::254']],
    [['::ffff:169.254.169.254']],
    // One good address does not vouch for the others.
    [['8.8.8.8', '169.254.169.254']],
  ])('is refused where it is one of %j', async (addresses) => {
    await expect(call(1, answering(addresses))).rejects.toThrow('metadata service');
  });

  it('is looked up once a connection, which goes to what was looked at', async () => {
    const server = http.createServer((_, response) => response.end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const dns = answering(['127.0.0.1'], ['169.254.169.254']);
    expect(await call(port, dns)).toBe(200);
    expect(dns.asked()).toBe(1);
    await expect(call(port, dns)).rejects.toThrow('metadata service');
  });
});
