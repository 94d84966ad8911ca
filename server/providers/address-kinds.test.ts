import { describe, expect, it } from 'vitest';
import { addressKind } from './address-kinds';
import { readTypedAddress } from './typed-address';

describe('the kind of an address', () => {
  it.each([
    ['169.254.169.254', 'metadata'],
    ['169.254.0.1', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['0.0.0.0', 'metadata'],
    ['255.255.255.255', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['fd00:0ec2:0:0:0:0:0:254', 'metadata'],
    ['fe80::1', 'metadata'],
    ['fe80::1%eth0', 'metadata'],
    ['::', 'metadata'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::169.254.169.254', 'metadata'],
    ['::ffff:0:169.254.169.254', 'metadata'],
    ['64:ff9b::169.254.169.254', 'metadata'],
    ['2002:a9fe:a9fe::1', 'metadata'],
    ['64:ff9b:1::a9fe:a9fe', 'metadata'],
    ['64:ff9b:1:a9fe:a9:fe00::', 'metadata'],
    ['64:ff9b:1:7f:0:1::', 'loopback'],
    ['64:ff9b:1:0:a:102:300::', 'private'],
    ['2606:4700::5efe:169.254.169.254', 'metadata'],
    ['2606:4700::200:5efe:10.0.0.1', 'private'],
    ['2001:0:a9fe:a9fe::1', 'metadata'],
    ['2001::5601:5601', 'metadata'],
    ['2001:0:808:808:0:0:f7f7:f7f7', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.8.9.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.101.102.103', 'private'],
    ['fd12:3456::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
  ])('of %s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});

describe('an address that is typed', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/v1',
    'http://2852039166/v1',
    'http://0xa9fea9fe/v1',
    'http://0251.0376.0251.0376/v1',
    'http://169.254.43518/v1',
    'http://%31%36%39.254.169.254/v1',
    'http://１６９.254.169.254/v1',
    'http://[fd00:ec2::254]/v1',
    'http://[::ffff:169.254.169.254]/v1',
    'http://[::ffff:a9fe:a9fe]/v1',
    'https://metadata.google.internal/v1',
    'https://metadata.google.internal./v1',
    'http://0.0.0.0:11434/v1',
    'http://[fe80::1]/v1',
    'https://user:pass@api.example.com/v1',
    'https://api.example.com\r\nhost: evil/v1',
    'https://api.exam\tple.com/v1',
    'https:\\\\api.example.com/v1',
    'http://api.example.com/v1',
    'http://intranet/v1',
    'http://127.0.0.1.evil.example/v1',
    'ftp://127.0.0.1/v1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'api.openai.com/v1',
    '//api.openai.com/v1',
    '',
    `https://api.example.com/${'x'.repeat(3_000)}`,
  ])('is refused everywhere: %j', (typed) => {
    for (const isLocal of [true, false])
      expect(readTypedAddress(typed, isLocal)).toMatchObject({ problem: expect.any(String) });
  });

  it.each([
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1'],
    ['http://localhost:1234', 'http://localhost:1234'],
    ['http://2130706433:1234/v1', 'http://127.0.0.1:1234/v1'],
    ['http://192.168.1.20:8000/v1', 'http://192.168.1.20:8000/v1'],
    ['http://[::1]:8000/v1', 'http://[::1]:8000/v1'],
    ['https://10.0.0.7/v1', 'https://10.0.0.7/v1'],
  ])('%s is taken on somebody’s own machine alone', (typed, baseUrl) => {
    expect(readTypedAddress(typed, true)).toEqual({ baseUrl });
    expect(readTypedAddress(typed, false)).toHaveProperty('problem');
  });

  it('is taken with https, its query kept and its fragment dropped', () => {
    const typed = ' https://X.openai.azure.com/openai/v1/?api-version=2024#top ';
    const baseUrl = 'https://x.openai.azure.com/openai/v1?api-version=2024';
    for (const isLocal of [true, false])
      expect(readTypedAddress(typed, isLocal)).toEqual({ baseUrl });
  });
});
