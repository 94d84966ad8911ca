import { plainProvider, type Provider } from '../providers/provider';
import { type ScriptedUpstream, sendJson, startScriptedUpstream } from './scripted-upstream';

type Kept = { id: string; created: number; [member: string]: unknown };

type KeeperHabits = {
  /** Every page is the first, and more is promised. */
  ignoresAfter?: boolean;
  /** The newest come first, whatever was asked for. */
  ignoresOrder?: boolean;
  /** Messages end with every choice, and have nulls for what nobody set. */
  appendsChoices?: boolean;
  /** Addresses that are answered with an error under a status of 200. */
  failsAt?: RegExp | undefined;
};

/** A provider with a store of its own, of `theirs-0`, `theirs-1` …; many share a second. */
export type Keeper = {
  provider: Provider;
  kept: Kept[];
  /** The addresses of all requests so far. */
  asked: string[];
  /** In what it differs from OpenAI; may be changed at any time. */
  habits: KeeperHabits;
  /** The next calls are asked to come again. */
  refuse(calls: number): void;
  /** Sees each address before it is answered. */
  watch(onAsked: (url: string) => void): void;
  close(): Promise<void>;
};

export async function startKeeper(count: number): Promise<Keeper> {
  const upstream = await startScriptedUpstream();
  const habits: KeeperHabits = {};
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
    if (habits.failsAt?.test(url)) return sendJson(response, { error: { message: 'Overloaded' } });
    const answer = answerTo(new URL(url, 'http://keeper'), kept, habits);
    return answer === null
      ? sendJson(response, { error: { message: 'No such cursor' } }, 400)
      : sendJson(response, { object: 'list', ...answer });
  });
  return {
    provider: keeperAt(upstream),
    kept,
    asked,
    habits,
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

function answerTo(
  { pathname, searchParams }: URL,
  kept: readonly Kept[],
  { ignoresAfter, ignoresOrder, appendsChoices }: KeeperHabits,
): object | null {
  const [, id] = /completions\/([^/]+)\/messages$/.exec(pathname) ?? [];
  if (id !== undefined) {
    const empty = appendsChoices ? { name: null, tool_calls: null, refusal: null } : {};
    const choices = kept.find((each) => each.id === id)?.['choices'];
    const answers = (Array.isArray(choices) ? choices : []) as { message: object }[];
    const data = [
      { role: 'user', content: `question of ${id}`, content_parts: null },
      ...answers.slice(0, appendsChoices ? answers.length : 1).map(({ message }) => message),
    ].map((message, i) => ({ id: `${id}-${i}`, ...empty, ...message }));
    return { data, has_more: ignoresAfter === true, last_id: data.at(-1)?.id };
  }
  const list = ignoresOrder ? kept.toReversed() : kept;
  const after = ignoresAfter ? null : searchParams.get('after');
  const start = after === null ? 0 : list.findIndex((each) => each.id === after) + 1;
  if (after !== null && start === 0) return null;
  return {
    data: list.slice(start, start + 100),
    has_more: ignoresAfter === true || start + 100 < list.length,
  };
}
