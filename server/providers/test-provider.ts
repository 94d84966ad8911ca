import type { LookupFunction } from 'node:net';
import { readErrorText } from '#contract/provider-error';
import { readModels } from '#contract/source/read-models';
import type { ProviderTest } from '#contract/wire/providers';
import { ApiFailure } from '../http/errors';
import { isTooDeep } from '../json/depth';
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

/**
 * Asks a provider for its models, and for nothing else: the cheapest way to know that address and key are right. What
 * goes wrong is a part of the result.
 */
export async function testProvider(
  provider: Provider,
  lookup: LookupFunction,
): Promise<ProviderTest> {
  const begun = performance.now();
  const hide = hiderOf(endings(provider));
  const result = (more: Partial<ProviderTest>): ProviderTest => ({
    object: 'provider.test',
    models: null,
    names: [],
    ms: Math.round(performance.now() - begun),
    problem: null,
    ...more,
  });
  const problem = (status: number | null, message: string) =>
    result({ problem: { status, message: hide(message).slice(0, LONGEST_WORDS) } });
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const path = modelsPath(provider);
    const answer = await callProvider(provider, { method: 'GET', path, signal, lookup });
    const status = answer.statusCode ?? 0;
    const text = await readSmall(answer);
    if (text === null) return problem(status, 'Its list of models is larger than 8 MB.');
    if (isWithoutList(status)) return result({});
    if (status !== 200) return problem(status, refusalText(status, text));
    const models = modelsIn(text);
    if (models === null) return problem(status, NO_LIST);
    return result({ models: models.length, names: models.slice(0, SHOWN).map(hide) });
  } catch (error) {
    if (error instanceof ApiFailure) return problem(null, error.message);
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return problem(null, isLate ? 'It gave no whole answer within 10 seconds.' : BROKEN);
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

function modelsIn(text: string): string[] | null {
  if (isTooDeep(Buffer.from(text))) return null;
  try {
    return readModels(JSON.parse(text.replace(/^\uFEFF/, '')))?.map(({ id }) => id) ?? null;
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
