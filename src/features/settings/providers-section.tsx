import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { ProviderList as Providers } from '#contract/wire/providers';
import { Loaded, rowBars } from '@/components/loaded';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { providerQueries } from '@/queries/provider-queries';
import { serverQueries } from '@/queries/server-queries';
import { lazily } from '@/ui/lazily';

const ProviderTable = lazily(
  async () => (await import(/* soon */ './provider-table')).ProviderTable,
);
const BARS = rowBars('h-10', 3);

/** Where this server sends prompts. Without a server there is only the direct connection below. */
export function ProvidersSection() {
  const server = useQuery(serverQueries.info());
  return (
    <section aria-labelledby="providers-title" className="flow-root pb-8">
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
              There is no Chatkeep server behind this page, so it has no providers of its own.{' '}
              <DirectLink>Set up a direct connection</DirectLink>.
            </p>
          ),
        }}
      >
        {() => <ProviderList />}
      </Loaded>
    </section>
  );
}

function DirectLink({ children }: { children: string }) {
  return (
    <Link to={paths.settings('browser')} className="text-accent-ink underline underline-offset-2">
      {children}
    </Link>
  );
}

/** Below the list, and not before it: what comes above would move it. */
function OrDirectly() {
  return (
    <p className="px-5 pt-8 text-xs text-ink-3">
      This browser can also call a provider itself, without the server:{' '}
      <DirectLink>direct connection</DirectLink>.
    </p>
  );
}

function ProviderList() {
  const providers = useQuery(providerQueries.list());
  const lack = useLack('admin');
  return (
    <>
      <Loaded query={providers} what="the providers" bars={BARS}>
        {(list) => (
          <>
            <ProviderTable list={lack === null ? list : readOnly(list)} lack={lack} />
            <OrDirectly />
          </>
        )}
      </Loaded>
      {providers.isLoadingError && <OrDirectly />}
    </>
  );
}

/** As whoever may not change any of them sees it. */
function readOnly({ data, ...list }: Providers): Providers {
  return { ...list, data: data.map((each) => ({ ...each, editable: false })), editable: false };
}
