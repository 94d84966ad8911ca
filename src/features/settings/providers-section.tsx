import { useQuery } from '@tanstack/react-query';
import { Loaded, rowBars } from '@/components/loaded';
import { providerQueries } from '@/queries/provider-queries';
import { serverQueries } from '@/queries/server-queries';
import { lazily } from '@/ui/lazily';

const ProviderTable = lazily(async () => (await import('./provider-table')).ProviderTable);
const BARS = rowBars('h-10', 3);

/** Where this server sends prompts. Without a server there is only the direct connection below. */
export function ProvidersSection() {
  const server = useQuery(serverQueries.info());
  return (
    <section aria-labelledby="providers-title" className="border-b border-line pb-8">
      <h2 id="providers-title" className="sr-only">
        Providers
      </h2>
      <Loaded
        query={server}
        what="the providers"
        bars={BARS}
        empty={{
          when: (info) => !info?.capabilities.includes('providers'),
          show: (
            <p className="px-5 pt-8 text-sm text-ink-2">
              There is no Chatkeep server behind this page, so it has no providers of its own. Set
              up a direct connection below.
            </p>
          ),
        }}
      >
        {() => <ProviderList />}
      </Loaded>
    </section>
  );
}

function ProviderList() {
  const providers = useQuery(providerQueries.list());
  return (
    <Loaded query={providers} what="the providers" bars={BARS}>
      {(list) => <ProviderTable list={list} />}
    </Loaded>
  );
}
