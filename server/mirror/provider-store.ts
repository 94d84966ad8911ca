import { setTimeout as sleep } from 'node:timers/promises';
import { listOf, objectOr } from '#contract/json';
import { bringsNothingNew, hasMore } from '#contract/source/paging';
import { ApiFailure } from '../http/errors';
import { elementTexts, memberTexts } from '../json/members';
import { MAX_VALUES } from '../json/depth';
import { readBody } from '../json/read-body';
import type { Provider } from '../providers/provider';
import { callProvider } from '../providers/upstream';
import { readAll } from '../providers/read-answer';

const PAGE = 100;
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;
/** A provider that asks for more is asked again by the next run. */
const LONGEST_WAIT_MS = 120_000;
const ANSWER_TIMEOUT = 60_000;

/** The provider refuses, or does not answer after several tries. The message may be shown. */
export class ProviderRefused extends Error {
  override name = 'ProviderRefused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** JSON texts, exactly as they came. */
export type ProviderPage = { completions: string[]; hasMore: boolean };

/** The oldest completions behind `after` that a provider stores (`listChatCompletions`, ascending). */
export async function listStored(
  provider: Provider,
  after: string | null,
  signal: AbortSignal,
): Promise<ProviderPage> {
  const query = new URLSearchParams({ order: 'asc', limit: String(PAGE) });
  if (after !== null) query.set('after', after);
  const { text, value } = await get(provider, `/chat/completions?${query.toString()}`, signal);
  const completions = elements(text);
  return { completions, hasMore: hasMore(value['has_more'], completions.length, PAGE) };
}

/** All messages of a stored completion's request (`getChatCompletionMessages`), each as JSON text. */
export async function listMessages(
  provider: Provider,
  id: string,
  signal: AbortSignal,
): Promise<string[]> {
  const messages: string[] = [];
  const seen = new Set<string>();
  for (let after: string | null = null; ;) {
    const query = new URLSearchParams({ order: 'asc', limit: String(PAGE) });
    if (after !== null) query.set('after', after);
    const path = `/chat/completions/${encodeURIComponent(id)}/messages?${query.toString()}`;
    const { text, value } = await get(provider, path, signal);
    const page = elements(text);
    const ids = listOf(value['data']).map((message) => textOf(objectOr(message)['id']));
    // As of a server that ignores `after`: its page has been read. Messages without ids do not tell.
    if (seen.size > 0 && bringsNothingNew(ids, seen)) return messages;
    for (const [at, message] of page.entries())
      if (!seen.has(ids[at] ?? '')) messages.push(message);
    for (const id of ids) if (id !== null) seen.add(id);
    const last = textOf(value['last_id']) ?? ids.at(-1) ?? null;
    const isMore = hasMore(value['has_more'], page.length, PAGE);
    if (!isMore || last === null || last === after) return messages;
    after = last;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function elements(page: string): string[] {
  const data = memberTexts(page).get('data') ?? 'null';
  return data === 'null' ? [] : elementTexts(data);
}

/** An error under a status of 200 is no list that is empty: taken for one, it would end a walk. */
function readList(provider: Provider, text: string): ReturnType<typeof readBody> {
  const body = readBody(Buffer.from(text), MAX_VALUES.record);
  const { data } = body.value;
  if (Array.isArray(data) || data === null) return body;
  throw new ProviderRefused(200, `${provider.name} answered with something that is no list`);
}

/** Again after passing failures, as long as the provider asks to wait or twice as long each time. */
async function get(
  provider: Provider,
  path: string,
  signal: AbortSignal,
): Promise<ReturnType<typeof readBody>> {
  for (let tries = 1; ; tries += 1) {
    const wait = FIRST_WAIT_MS * 2 ** (tries - 1);
    try {
      const headers = { accept: 'application/json' };
      const call = { method: 'GET', path, headers, signal, answerTimeout: ANSWER_TIMEOUT };
      const response = await callProvider(provider, call);
      const { statusCode = 0 } = response;
      const { text } = await readAll(response);
      if (statusCode === 200) return readList(provider, text);
      const isPassing = statusCode === 429 || statusCode === 408 || statusCode >= 500;
      const asked = Number(response.headers['retry-after']) * 1_000;
      const delay = Number.isFinite(asked) ? asked : wait;
      if (!isPassing || tries === MOST_TRIES || delay > LONGEST_WAIT_MS) {
        throw new ProviderRefused(statusCode, `${provider.name} answered ${statusCode}`);
      }
      await sleep(delay, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      // No answer at all; what it answered is not to be asked again.
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status < 500 || tries === MOST_TRIES) throw new ProviderRefused(0, error.message);
      await sleep(wait, undefined, { signal });
    }
  }
}
