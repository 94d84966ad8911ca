import type { CreateParams } from '@/api/wire';
import { fourD } from './four-d';
import { pretty, withoutRaw } from './members';
import { python } from './python';
import type { Target } from './target';
import { typescript } from './typescript';

export type Language = 'curl' | 'python' | 'typescript' | '4d' | 'json';

/** The same request in each language. The key is always read from the environment, never written out. */
export const snippets: Record<Language, (target: Target) => string> = {
  curl,
  python,
  typescript,
  '4d': fourD,
  json: ({ body }) => pretty(body),
};

type Options = Partial<Pick<Target, 'variables' | 'isStreamed'>>;

/** What the playground sends: streamed, as the page does it, unless it is said otherwise. */
export function targetOf(
  baseUrl: string,
  params: CreateParams,
  origin: string,
  { variables = [], isStreamed = true }: Options = {},
): Target {
  const absolute = baseUrl.startsWith('/') ? origin + baseUrl : baseUrl.replace(/\/+$/, '');
  const { stream_options, ...rest } = withoutRaw(params) as CreateParams;
  const body = isStreamed
    ? { ...rest, ...(stream_options && { stream_options }), stream: true }
    : rest;
  return { baseUrl: absolute, body, variables, isStreamed };
}

function curl({ baseUrl, body }: Target): string {
  return [
    `curl ${shellWord(`${baseUrl}/chat/completions`)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "Authorization: Bearer $OPENAI_API_KEY" \\`,
    `  --data-binary ${shellWord(pretty(body))}`,
  ].join('\n');
}

/** Within single quotes a shell leaves everything alone, and a quote itself ends them. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
