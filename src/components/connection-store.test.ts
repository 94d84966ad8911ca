// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import {
  directConnectionForgotten,
  directConnectionSaved,
  useConnectionStore,
} from '@/components/connection-store';

const key = 'sk-canary-1234567890';
const direct = { baseUrl: 'https://api.example.com/v1', apiKey: key, isKeyKept: false };

function everythingStored(storage: Storage): string {
  return JSON.stringify(Object.entries(storage));
}

/** What pagehide does before a reload; then what a new page does at its start. */
async function reload() {
  globalThis.dispatchEvent(new Event('pagehide'));
  await useConnectionStore.persist.rehydrate();
}

afterEach(() => {
  directConnectionForgotten();
  globalThis.dispatchEvent(new Event('pagehide'));
  localStorage.clear();
});

test('a key is in no browser storage unless its keeping is chosen', () => {
  directConnectionSaved(direct);
  globalThis.dispatchEvent(new Event('pagehide'));
  expect(everythingStored(localStorage)).toContain('api.example.com');
  expect(everythingStored(localStorage)).not.toContain(key);
  expect(everythingStored(sessionStorage)).not.toContain(key);
});

test('a key to be kept is in sessionStorage alone and comes back after a reload', async () => {
  directConnectionSaved({ ...direct, isKeyKept: true });
  await reload();
  expect(everythingStored(localStorage)).not.toContain(key);
  expect(useConnectionStore.getState().connection).toMatchObject({ id: 'direct', apiKey: key });
});

test('forgetting a connection erases its key and goes back to this server', () => {
  directConnectionSaved({ ...direct, isKeyKept: true });
  directConnectionForgotten();
  expect(everythingStored(sessionStorage)).not.toContain(key);
  expect(useConnectionStore.getState()).toMatchObject({
    direct: null,
    connection: LOCAL_CONNECTION,
  });
});

test('saving without keeping erases a key kept before', () => {
  directConnectionSaved({ ...direct, isKeyKept: true });
  directConnectionSaved(direct);
  expect(everythingStored(sessionStorage)).not.toContain(key);
});

test('no link names the server that is asked, nor a key', async () => {
  const names = [
    'baseUrl',
    'base_url',
    'api_base',
    'host',
    'connection',
    'server',
    'apiKey',
    'key',
  ];
  const query = new URLSearchParams(names.map((name) => [name, 'https://evil.example/v1']));
  history.replaceState(null, '', `/?${query}#${query}`);
  await reload();
  expect(useConnectionStore.getState().connection).toEqual(LOCAL_CONNECTION);
  expect(everythingStored(localStorage) + everythingStored(sessionStorage)).not.toContain('evil');
  history.replaceState(null, '', '/');
});
