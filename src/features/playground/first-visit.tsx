import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { ProviderInfo } from '#contract/wire/server';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { Badge } from '@/ui/badge';
import { draftChanged } from './conversation-events';

const examples = [
  {
    name: 'Explain with a table',
    text: 'Compare offset and keyset pagination in a short table, then say when each is the better choice.',
  },
  {
    name: 'Write and review code',
    text: 'Write a TypeScript function that groups log lines by minute. Then review it as a strict colleague would.',
  },
  {
    name: 'Extract as JSON',
    text: 'Extract name, date and amount as JSON from: "Paid 49.90 € to Ada Byron on 3 May."',
  },
];

/** What an empty playground teaches: what runs already, something to try, how to get more. */
export function FirstVisit() {
  const server = useQuery(serverQueries.info());
  const providers = server.data?.providers ?? [];
  const hasOnlyDemo = providers.length > 0 && providers.every(({ source }) => source === 'demo');
  return (
    <div className="min-h-0 flex-1 scrolls-y px-4">
      <div className="mx-auto max-w-[46rem] py-10">
        <h2 className="text-xl font-semibold tracking-tight">
          Ask any model, keep what is worth keeping
        </h2>
        <p className="mt-1 text-base text-ink-2">
          Answers that you store can be found, tagged, compared and deleted under Completions.
        </p>
        <h3 className="mt-8 mb-2 text-xs font-medium text-ink-3">Try one</h3>
        <ul className="grid gap-2 sm:grid-cols-3">
          {examples.map(({ name, text }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => tryExample(text)}
                className="h-full w-full rounded-lg border border-line bg-surface p-3 text-left shadow-raised hover:border-line-strong hover:bg-hover"
              >
                <span className="block text-sm font-medium">{name}</span>
                <span className="mt-1 line-clamp-3 text-xs text-ink-2">{text}</span>
              </button>
            </li>
          ))}
        </ul>
        {providers.length > 0 && (
          <>
            <h3 className="mt-8 mb-2 text-xs font-medium text-ink-3">Ready now</h3>
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {providers.map((provider) => (
                <ProviderRow key={provider.name} provider={provider} />
              ))}
            </ul>
          </>
        )}
        <p className="mt-3 text-sm text-ink-2">
          {hasOnlyDemo && 'The demo needs no key and is no AI: its answers are made up by rule. '}
          To add a provider, set <code className="font-mono text-xs">OPENAI_API_KEY</code> and
          restart, or see{' '}
          <Link to={paths.settings()} className="text-accent-ink underline underline-offset-2">
            Settings
          </Link>
          .
        </p>
      </div>
    </div>
  );
}

function tryExample(text: string) {
  draftChanged({ text, role: 'user' });
  document.querySelector<HTMLElement>('[data-composer]')?.focus();
}

function ProviderRow({ provider }: { provider: ProviderInfo }) {
  return (
    <li className="flex items-center gap-2 px-3 py-2">
      <span className="font-medium">{provider.name}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{provider.baseHost}</span>
      {provider.default && <Badge tone="accent">default</Badge>}
      <Badge>{sourceWords[provider.source]}</Badge>
    </li>
  );
}

const sourceWords: Record<ProviderInfo['source'], string> = {
  env: 'from the environment',
  file: 'configured',
  found: 'found running',
  demo: 'no key needed',
};
