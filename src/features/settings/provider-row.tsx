import { useQuery } from '@tanstack/react-query';
import type { ProviderInfo } from '#contract/wire/server';
import { clientFor, providerConnection } from '@/api/connection';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { type Tried, triedText, trySource } from './try-direct';

const sources: Record<ProviderInfo['source'], string> = {
  env: 'From the environment',
  file: 'From AIProviders.json',
  found: 'Found running on this machine',
  demo: 'Built in; made-up answers, no AI',
};

export function ProviderRow({ provider }: { provider: ProviderInfo }) {
  const { name, source, baseHost, hasKey, keyHint, stored } = provider;
  // Listing what it has is the cheapest call that shows that address and key are right.
  const test = useQuery({
    queryKey: ['try', name],
    queryFn: () => trySource(clientFor(providerConnection(name))),
    enabled: false,
    gcTime: 0,
  });
  return (
    <li className="px-4 py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{name}</span>
            {provider.default && <Badge tone="accent">default</Badge>}
            {stored && <Badge>keeps completions itself</Badge>}
          </div>
          <p className="text-xs break-words text-ink-3">
            {sources[source]} · <span className="font-mono">{baseHost}</span>
            {source !== 'demo' && ` · ${keyWords(hasKey, keyHint)}`}
          </p>
        </div>
        <Button
          size="sm"
          loading={test.isFetching}
          aria-label={`Test the connection to ${name}`}
          onClick={() => void test.refetch()}
        >
          Test
        </Button>
      </div>
      {!test.isFetching && test.isError && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {test.error.message}
        </p>
      )}
      {!test.isFetching && test.isSuccess && <Found tried={test.data} isDeclared={stored} />}
    </li>
  );
}

/** What the test found; a provider that is said to keep completions may keep none. */
function Found({ tried, isDeclared }: { tried: Tried; isDeclared: boolean }) {
  const isWrong = isDeclared && tried.keeps === false;
  // A provider that nobody says to keep anything is not asked about that.
  const told = isDeclared && !isWrong ? tried : { ...tried, keeps: null };
  return (
    <>
      <output className="mt-1 block text-xs text-success-ink">It {triedText(told)}</output>
      {isWrong && (
        <p role="note" className="mt-1 text-xs text-warning-ink">
          It is set up as keeping completions itself (stored), and has no list of them: there is
          nothing to show or to mirror. Take “stored” out of its settings.
        </p>
      )}
    </>
  );
}

function keyWords(hasKey: boolean, keyHint: string | null): string {
  if (!hasKey) return 'no key';
  return keyHint === null ? 'key set' : `key ending in ${keyHint}`;
}
