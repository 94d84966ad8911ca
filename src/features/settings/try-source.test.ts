import { expect, it } from 'vitest';
import { sendJson, startTestServer } from '@/api/test-server';
import { triedText, trySource } from './try-direct';

const MODELS = { object: 'list', data: [{ id: 'm', object: 'model' }] };
const LIST = { object: 'list', data: [], has_more: false };

/** Tries a server that answers each of its two lists with a body, or with a status alone. */
async function tried(models: object | number, completions: object | number) {
  const { client } = await startTestServer((response, { url }) => {
    const answer = url.startsWith('/v1/models') ? models : completions;
    if (typeof answer === 'number') sendJson(response, { detail: 'Not Found' }, answer);
    else sendJson(response, answer);
  });
  return trySource(client);
}

it('a server without a list of models is no failure, as long as it keeps completions', async () => {
  for (const status of [404, 405, 501]) {
    const found = await tried(status, LIST);
    expect(found).toEqual({ models: null, keeps: true });
    expect(triedText(found)).toBe(
      'answers, but has no list of models: type the name of the model where one is asked for; it keeps completions.',
    );
  }
});

it('a source that keeps nothing is found out', async () => {
  for (const status of [404, 405, 501]) {
    const found = await tried(MODELS, status);
    expect(found).toEqual({ models: 1, keeps: false });
    expect(triedText(found)).toBe(
      'answers, with 1 model; it keeps no completions, so it is for the playground.',
    );
  }
});

it('says nothing of what it could not find out', async () => {
  expect(triedText(await tried(MODELS, 403))).toBe('answers, with 1 model.');
});

it('where nothing is listed the address is in doubt', async () => {
  await expect(tried(404, 404)).rejects.toThrow('check the base URL');
  await expect(tried(401, LIST)).rejects.toMatchObject({ status: 401 });
});
