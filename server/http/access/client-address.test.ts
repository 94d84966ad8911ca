import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config';
import { clientAddress } from './client-address';

const PROXY = '10.0.0.1';

function from(peer: string | undefined, headers: Record<string, string>, proxies = '10.0.0.0/8') {
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: proxies }, '1');
  const raw = { headers, socket: { remoteAddress: peer } };
  return clientAddress({ raw } as unknown as FastifyRequest, trustedProxies);
}

describe('the address of a client', () => {
  it.each([
    ['one hop', '203.0.113.9', '203.0.113.9'],
    ['what the client made up before it', '1.1.1.1, 2.2.2.2, 203.0.113.9', '203.0.113.9'],
    ['our own proxies behind it', '203.0.113.9, 10.2.3.4, 10.9.9.9', '203.0.113.9'],
    ['a made-up proxy of ours before it', '10.0.0.7, 203.0.113.9', '203.0.113.9'],
    ['nothing but our own', '10.3.3.3, 10.2.2.2', '10.3.3.3'],
    ['a port', '203.0.113.9:5678', '203.0.113.9'],
    ['IPv6', '2001:DB8:0:0::9', '2001:db8::9'],
    ['IPv6 with a port', '[2001:db8::9]:443', '2001:db8::9'],
    ['IPv6 in brackets', '[2001:db8::9]', '2001:db8::9'],
    ['an IPv4 address as IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['a proxy of ours as IPv6', '203.0.113.9, ::ffff:10.2.3.4', '203.0.113.9'],
    ['the same in hexadecimal', '203.0.113.9, ::ffff:a02:304', '203.0.113.9'],
    ['no spaces', '1.1.1.1,203.0.113.9', '203.0.113.9'],
    ['an empty text', '', PROXY],
    ['a name', 'client.example', PROXY],
    ['unknown', '203.0.113.9, unknown', PROXY],
    ['a trailing comma', '203.0.113.9,', PROXY],
    ['unknown before a proxy of ours', 'unknown, 10.5.5.5', '10.5.5.5'],
    ['no address', '999.1.1.1', PROXY],
    ['an octal one', '0010.1.1.1', PROXY],
    ['a number', '3405803785', PROXY],
    ['a script', '<script>', PROXY],
  ])('is read from X-Forwarded-For of a trusted proxy: %s', (_, header, address) => {
    expect(from(PROXY, { 'x-forwarded-for': header })).toBe(address);
  });

  it.each([
    ['one hop', 'for=203.0.113.9', '203.0.113.9'],
    ['other parts', 'proto=https;for=203.0.113.9;by=10.0.0.1;host=a', '203.0.113.9'],
    ['capitals', 'For="203.0.113.9"', '203.0.113.9'],
    ['what the client made up', 'for=1.1.1.1, for=203.0.113.9', '203.0.113.9'],
    ['IPv6 with a port', 'for="[2001:db8::9]:4711"', '2001:db8::9'],
    ['a comma in quotes', 'for=203.0.113.9;host="a,for=1.1.1.1"', '203.0.113.9'],
    ['our own proxies', 'for=203.0.113.9, for=10.4.4.4', '203.0.113.9'],
    ['a hidden name', 'for=_hidden', PROXY],
    ['unknown', 'for=unknown', PROXY],
    ['no client at all', 'proto=https', PROXY],
    ['a name that only ends so', 'notfor=203.0.113.9', PROXY],
  ])('is read from Forwarded of a trusted proxy: %s', (_, header, address) => {
    expect(from(PROXY, { forwarded: header })).toBe(address);
  });

  it('is that of the proxy where its two headers name two clients: one is not of its making', () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=1.1.1.1' };
    expect(from(PROXY, headers)).toBe(PROXY);
    const alike = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
    expect(from(PROXY, alike)).toBe('203.0.113.9');
  });

  it.each(['192.0.2.1', '::1', '11.0.0.1', '2001:db8::1'])(
    'is that of the socket for %s, whatever the headers say',
    (peer) => {
      const headers = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
      expect(from(peer, headers)).toBe(peer);
      expect(from(peer, headers, '')).toBe(peer);
      expect(from(peer, { 'x-real-ip': '203.0.113.9', 'true-client-ip': '203.0.113.9' })).toBe(
        peer,
      );
    },
  );

  it('knows a proxy in each spelling of its address', () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect(from('::ffff:10.0.0.1', headers)).toBe('203.0.113.9');
    expect(from('fd00::1', headers, 'FD00::/8')).toBe('203.0.113.9');
    expect(from('fe80::1%eth0', headers, 'fe80::1')).toBe('203.0.113.9');
    expect(from('10.0.0.1', headers, '::ffff:10.0.0.1')).toBe('203.0.113.9');
    expect(from('::1', headers, '::1')).toBe('203.0.113.9');
  });

  it('is not known of a client that has gone', () => {
    expect(from(undefined, { 'x-forwarded-for': '203.0.113.9' })).toBeNull();
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/0', '::/0', '10.0.0.1/8/8', '10.0.0', '*'])(
    'is asked of nobody called %s: the start says so',
    (entry) => {
      expect(() => readConfig({ TRUSTED_PROXIES: `10.0.0.1, ${entry}` }, '1')).toThrow(
        'TRUSTED_PROXIES: must be addresses or ranges',
      );
    },
  );
});
