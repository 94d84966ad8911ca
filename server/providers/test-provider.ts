import type { LookupFunction } from 'node:net';
import { readErrorText } from '#contract/provider-error';
import { type ListedModel, readModels } from '#contract/source/read-models';
import type { ProviderTest } from '#contract/wire/providers';
import { ApiFailure } from '../http/errors';
import { isTooDeep } from '../json/depth';
import { lookupOf } from './guarded-lookup';
import { modelsPath } from './model-list';
import type { Provider } from './provider';
import { endings, hiderOf } from './quoted-keys';
import type { Answer } from './unpack';
import { callProvider } from './upstream';

/** Of the whole test. */
const PATIENCE_MS = 10_000;
/** Of the list. */
const MOST_BYTES = 8 * 1024 * 1024;
const SHOWN = 8;
const LONGEST_WORDS = 300;

/** What a provider lists, or why it is of no use as it is. */
export type Asked = {
  /** Null where it lists none. */
  models: ListedModel[] | null;
  ms: number;
  problem: ProviderTest['problem'];
};

/** The same as a test tells it. What goes wrong is a part of the result. */
export async function testProvider(provider: Provider): Promise<ProviderTest> {
  // With a lookup of its own a call has a connection of its own.
  const lookup = lookupOf(provider);
  const { models, ms, problem } = await askModels(provider, { lookup, patience: PATIENCE_MS });
  const hide = hiderOf(endings(provider));
  return {
    object: 'provider.test',
    models: models?.length ?? null,
    names: models?.slice(0, SHOWN).map(({ id }) => hide(id)) ?? [],
    ms,
    problem,
  };
}

/**
 * Asks a provider for its models, and for nothing else: the cheapest way to know that address and key are right. It
 * follows no redirect, and ends after so many milliseconds or 8 MB.
 */
export async function askModels(
  provider: Provider,
  { lookup, patience }: { lookup?: LookupFunction; patience: number },
): Promise<Asked> {
  const begun = performance.now();
  const hide = hiderOf(endings(provider));
  const result = (models: Asked['models'], problem: Asked['problem'] = null): Asked => ({
    models,
    ms: Math.round(performance.now() - begun),
    problem,
  });
  const failed = (status: number | null, message: string) =>
    result(null, { status, message: hide(message).slice(0, LONGEST_WORDS) });
  try {
    const signal = AbortSignal.timeout(patience);
    const call = { method: 'GET', path: modelsPath(provider), signal, ...(lookup && { lookup }) };
    const answer = await callProvider(provider, call);
    const status = answer.statusCode ?? 0;
    const text = await readSmall(answer);
    if (text === null) return failed(status, 'Its list of models is larger than 8 MB.');
    if (isWithoutList(status)) return result(null);
    if (status !== 200) return failed(status, refusalText(status, text));
    const models = modelsIn(text);
    return models === null ? failed(status, NO_LIST) : result(models);
  } catch (error) {
    if (error instanceof ApiFailure) return failed(null, error.message);
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const late = `It gave no whole answer within ${patience / 1_000} seconds.`;
    return failed(null, isLate ? late : BROKEN);
  }
}

/** Some have no such route, and answer all the same when a model is named. */
function isWithoutList(status: number): boolean {
  return status === 404 || status === 405 || status === 501;
}

const NO_LIST = 'It answers, but with no list of models. Check the path of the address.';
const BROKEN = 'Its answer broke off.';

/** Null for more than a test needs. */
async function readSmall(answer: Answer): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function modelsIn(text: string): ListedModel[] | null {
  if (isTooDeep(Buffer.from(text))) return null;
  try {
    return readModels(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
}

/** The provider's own words, where it has some. */
function refusalText(status: number, text: string): string {
  const said = readErrorText(text)?.message;
  const why = status === 401 || status === 403 ? 'It refuses the key' : `It answers with ${status}`;
  return said ? `${why}: ${said}` : `${why}.`;
}
