import { describe, expect, it } from 'vitest';
import { proxyAuthorization, proxyFor } from './proxy';

const FAR = 'https://api.far.example/v1';
const PROXY = 'http://proxy.example:3128';
const href = (baseUrl: string, environment: Record<string, string>) =>
  proxyFor(baseUrl, environment)?.href ?? null;

describe('the proxy of a provider', () => {
  it.each([
    [FAR, { HTTPS_PROXY: PROXY }, `${PROXY}/`],
    [FAR, { https_proxy: PROXY, HTTPS_PROXY: 'http://other.example' }, `${PROXY}/`],
    [FAR, { ALL_PROXY: PROXY }, `${PROXY}/`],
    [FAR, { HTTP_PROXY: PROXY }, null],
    [FAR, { HTTPS_PROXY: ' proxy.example:3128 ' }, `${PROXY}/`],
    [FAR, { HTTPS_PROXY: '' }, null],
    ['http://lan.example/v1', { HTTP_PROXY: PROXY }, `${PROXY}/`],
    ['http://lan.example/v1', { HTTPS_PROXY: PROXY }, null],
    ['https://x.example/v1?api-version=1', { HTTPS_PROXY: PROXY }, `${PROXY}/`],
  ])('of %s with %j is %s', (baseUrl, environment, expected) => {
    expect(href(baseUrl, environment)).toBe(expected);
  });

  it.each([
    'http://127.0.0.1:11434/v1',
    'http://127.3.2.1/v1',
    'http://localhost:1234/v1',
    'http://llm.localhost/v1',
    'http://[::1]:8080/v1',
  ])('is never used for this machine: %s', (baseUrl) => {
    expect(href(baseUrl, { ALL_PROXY: PROXY, HTTP_PROXY: PROXY })).toBeNull();
  });

  it.each([
    ['far.example', true],
    ['.far.example', true],
    ['*.far.example', true],
    ['api.far.example', true],
    ['API.FAR.EXAMPLE', true],
    ['api.far.example:443', true],
    ['api.far.example:8443', false],
    ['ar.example', false],
    ['x.api.far.example', false],
    ['*', true],
    ['a.example, b.example far.example', true],
    ['', false],
    [',', false],
    ['.', false],
  ])('is left out by NO_PROXY=%j: %s', (list, isLeftOut) => {
    expect(href(FAR, { HTTPS_PROXY: PROXY, NO_PROXY: list }) === null).toBe(isLeftOut);
  });

  it.each([
    ['https://10.1.2.3/v1', '10.0.0.0/8', true],
    ['https://11.1.2.3/v1', '10.0.0.0/8', false],
    ['https://10.1.2.3/v1', '10.1.2.3', true],
    ['https://[fd00::7]/v1', 'fd00::/8', true],
    ['https://[fd00::7]/v1', '[fd00::7]', true],
    ['https://[fd00::7]:8443/v1', '[fd00::7]:8443', true],
    ['https://[fd00::7]:8443/v1', '[fd00::7]:443', false],
    ['https://10.1.2.3/v1', '10.0.0.0/99', false],
    ['https://10.1.2.3/v1', 'nonsense/8', false],
  ])('of an address %s with NO_PROXY=%s', (baseUrl, list, isLeftOut) => {
    expect(href(baseUrl, { HTTPS_PROXY: PROXY, NO_PROXY: list }) === null).toBe(isLeftOut);
  });

  it('that is none stops the start, and its password is not repeated', () => {
    for (const wrong of ['socks5://me:secret@proxy:1080', 'http://me:secret@', 'http://a b'])
      expect(() => proxyFor(FAR, { HTTPS_PROXY: wrong })).toThrow(
        /HTTPS_PROXY: must be(?!.*secret)/s,
      );
  });

  it('gets the name and password of its address', () => {
    expect(proxyAuthorization(new URL('http://proxy.example'))).toEqual({});
    expect(proxyAuthorization(new URL('http://me:p%40ss@proxy.example'))).toEqual({
      'proxy-authorization': `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    });
  });
});
