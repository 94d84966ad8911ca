import { useQuery } from '@tanstack/react-query';
import { providerConnection } from '@/api/connection';
import type { ProviderInfo } from '@/api/retrieve-server';
import { modelQueries } from '@/queries/model-queries';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';

const sources: Record<ProviderInfo['source'], string> = {
  env: 'From the environment',
  file: 'From AIProviders.json',
  found: 'Found running on this machine',
  demo: 'Built in; made-up answers, no AI',
};

export function ProviderRow({ provider }: { provider: ProviderInfo }) {
  const { name, source, baseHost, hasKey, keyHint, stored } = provider;
  // Listing its models is the cheapest call that shows that address and key are right.
  const test = useQuery({
    ...modelQueries(providerConnection(name)).list(),
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
      {!test.isFetching && test.isSuccess && (
        <output className="mt-1 block text-xs text-success-ink">
          It answers, with {test.data.length} {test.data.length === 1 ? 'model' : 'models'}.
        </output>
      )}
    </li>
  );
}

function keyWords(hasKey: boolean, keyHint: string | null): string {
  if (!hasKey) return 'no key';
  return keyHint === null ? 'key set' : `key ending in ${keyHint}`;
}
