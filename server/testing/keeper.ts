import { plainProvider, type Provider } from '../providers/provider';
import { type ScriptedUpstream, sendJson, startScriptedUpstream } from './scripted-upstream';

type Kept = { id: string; created: number; [member: string]: unknown };

/** A provider with a store of its own, of `theirs-0`, `theirs-1` …; many share a second. */
export type Keeper = {
  provider: Provider;
  kept: Kept[];
  /** The addresses of all requests so far. */
  asked: string[];
  /** The next calls are asked to come again. */
  refuse(calls: number): void;
  /** Sees each address before it is answered. */
  watch(onAsked: (url: string) => void): void;
  close(): Promise<void>;
};

export async function startKeeper(count: number): Promise<Keeper> {
  const upstream = await startScriptedUpstream();
  const kept = Array.from({ length: count }, (_, i) => completion(i));
  const asked: string[] = [];
  let refusals = 0;
  let onAsked = (_url: string): void => undefined;
  upstream.script((response, { url }) => {
    asked.push(url);
    onAsked(url);
    if (refusals > 0) {
      refusals -= 1;
      response.setHeader('retry-after', '0');
      return sendJson(response, { error: { message: 'Slow down' } }, 429);
    }
    const answer = answerTo(new URL(url, 'http://keeper'), kept);
    return answer === null
      ? sendJson(response, { error: { message: 'No such cursor' } }, 400)
      : sendJson(response, { object: 'list', ...answer });
  });
  return {
    provider: keeperAt(upstream),
    kept,
    asked,
    refuse: (calls) => (refusals = calls),
    watch: (watcher) => (onAsked = watcher),
    close: () => upstream.close(),
  };
}

export function keeperAt({ baseUrl }: Pick<ScriptedUpstream, 'baseUrl'>): Provider {
  return { ...plainProvider('keeper', baseUrl, 'file'), stored: true };
}

function completion(i: number): Kept {
  return {
    id: `theirs-${i}`,
    object: 'chat.completion',
    created: 1_764_000_000 + Math.floor(i / 40),
    model: 'gpt-4.1',
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `answer ${i}` } },
    ],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    metadata: { n: `${i}` },
  };
}

function answerTo({ pathname, searchParams }: URL, kept: readonly Kept[]): object | null {
  const [, id] = /completions\/([^/]+)\/messages$/.exec(pathname) ?? [];
  if (id !== undefined) {
    const data = [
      { id: `${id}-0`, role: 'user', content: `question of ${id}`, content_parts: null },
      { id: `${id}-1`, role: 'assistant', content: `answer ${id.split('-')[1]}` },
    ];
    return { data, has_more: false, last_id: `${id}-1` };
  }
  const after = searchParams.get('after');
  const start = after === null ? 0 : kept.findIndex((each) => each.id === after) + 1;
  if (after !== null && start === 0) return null;
  return { data: kept.slice(start, start + 100), has_more: start + 100 < kept.length };
}
