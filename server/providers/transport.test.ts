import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy, startSecure } from '../testing/proxy';
import { startScriptedUpstream } from '../testing/scripted-upstream';
import { plainProvider, type Provider } from './provider';
import { callProvider } from './upstream';
import { readAll } from './read-answer';

async function ask(baseUrl: string, more: Partial<Provider> = {}): Promise<string> {
  const provider = { ...plainProvider('far', baseUrl, 'file'), ...more };
  const { signal } = new AbortController();
  const call = { method: 'GET', path: '/models?limit=1', signal };
  return (await readAll(await callProvider(provider, call))).text;
}

async function proxied(password: string | null = null) {
  const secure = await startSecure((_, response) => response.end('over TLS'));
  const proxy = await startProxy(secure.port, password);
  onTestFinished(() => {
    proxy.close();
    secure.close();
  });
  return { secure, asked: proxy.asked, proxy: new URL(`http://127.0.0.1:${proxy.port}`) };
}

describe('a provider behind a proxy', () => {
  it('with TLS is reached through a tunnel, and its certificate is judged as ever', async () => {
    const { proxy, asked } = await proxied();
    await expect(ask('https://provider.test/v1', { proxy })).rejects.toMatchObject({
      status: 502,
      message: expect.stringMatching(/certificate is not trusted.*NODE_EXTRA_CA_CERTS/) as string,
    });
    expect(asked).toEqual(['CONNECT provider.test:443']);
  });

  it('without TLS is asked for by its whole address', async () => {
    const { proxy, asked } = await proxied();
    expect(await ask('http://lan.example:8000/v1?key=1', { proxy })).toBe('from the proxy');
    expect(asked).toEqual(['GET http://lan.example:8000/v1/models?key=1&limit=1 lan.example:8000']);
  });

  it('gets the query of its own with every address, whole as it is', async () => {
    const { proxy, asked } = await proxied();
    const query = 'api-version=2024-10-21&q=a+b%26c';
    await ask('http://lan.example/v1?key=1', { proxy, query });
    expect(asked).toEqual([`GET http://lan.example/v1/models?key=1&${query}&limit=1 lan.example`]);
  });

  it.each([
    ['refuses', 'http://me:wrong@127.0.0.1', 'the proxy refused the connection with status 407'],
    ['is not there', 'http://127.0.0.1:1', 'the proxy could not be reached'],
  ])('says so when the proxy %s', async (_, address, why) => {
    const { proxy } = await proxied('me:right');
    const url = new URL(address);
    if (url.port === '') url.port = proxy.port;
    const asking = ask('https://provider.test/v1', { proxy: url });
    await expect(asking).rejects.toMatchObject({
      status: 502,
      message: expect.stringContaining(why) as string,
    });
    await expect(asking).rejects.not.toMatchObject({
      message: expect.stringContaining('wrong') as string,
    });
  });
});

it('an untrusted certificate is named as such', async () => {
  const { secure } = await proxied();
  await expect(ask(`https://localhost:${secure.port}/v1`)).rejects.toMatchObject({
    message: expect.stringContaining('its TLS certificate is not trusted') as string,
  });
});

it('the query of a base URL goes with every request, that of the request behind it', async () => {
  const upstream = await startScriptedUpstream();
  onTestFinished(() => upstream.close());
  await ask(`${upstream.baseUrl}?api-version=2024-10-21&x=%2F`);
  expect(upstream.received[0]?.url).toBe('/v1/models?api-version=2024-10-21&x=%2F&limit=1');
});
