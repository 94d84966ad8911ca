import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { NavLink, useParams } from 'react-router-dom';
import { isMissing } from '@/features/settings/prices/shown-prices';
import { ProvidersSection } from '@/features/settings/providers-section';
import { paths, type SettingsSection } from '@/paths';
import { priceQueries } from '@/queries/price-queries';
import { providerQueries } from '@/queries/provider-queries';
import { serverQueries } from '@/queries/server-queries';
import { CodeComing } from '@/ui/code-coming';
import { named } from '@/ui/lazily';
import { Skeleton } from '@/ui/skeleton';
import { NoSuchSection } from './no-such-section';

const PricesSection = named(
  () => import(/* soon */ '@/features/settings/prices/prices-section'),
  'PricesSection',
);
const AccessSection = named(
  () => import(/* soon */ '@/features/settings/access-section'),
  'AccessSection',
);
const BrowserSection = named(
  () => import(/* soon */ '@/features/settings/browser-section'),
  'BrowserSection',
);

const NAMES: Record<SettingsSection, string> = {
  providers: 'Providers',
  prices: 'Prices',
  access: 'Access',
  browser: 'This browser, about',
};

export function SettingsPage() {
  const { section = 'providers' } = useParams();
  const { data: server } = useQuery(serverQueries.info());
  const can = (name: string) => server?.capabilities.includes(name) ?? false;
  const shown = isSection(section) ? section : null;
  const name = shown ? NAMES[shown] : 'No such section';
  return (
    <div className="flex h-full flex-col">
      <title>{`${name} · Settings · Chatkeep`}</title>
      <header className="shrink-0 border-b border-line">
        <div className="flex h-13 items-center gap-2.5 px-5">
          <h1 className="text-title">
            Settings<span className="sr-only">: {name}</span>
          </h1>
          <span className="text-sm text-ink-3 max-sm:hidden">
            of this server, except the last tab
          </span>
        </div>
        <nav aria-label="Settings" className="flex gap-4 scrolls-strip px-5 sm:gap-5">
          <Tab to="providers">{can('providers') && <ProviderCount />}</Tab>
          {can('prices') && (
            <Tab to="prices">
              <MissingCount />
            </Tab>
          )}
          {server && <Tab to="access" />}
          <Tab to="browser" />
        </nav>
      </header>
      <div className="min-h-0 flex-1 scrolls-y">
        <Suspense
          fallback={
            <CodeComing>
              <Skeleton className="m-5 h-10" />
            </CodeComing>
          }
        >
          {shown === null && <NoSuchSection to={paths.settings()}>See the providers</NoSuchSection>}
          {shown === 'providers' && <ProvidersSection />}
          {shown === 'prices' && <PricesSection />}
          {shown === 'access' && <AccessSection />}
          {shown === 'browser' && <BrowserSection />}
        </Suspense>
      </div>
    </div>
  );
}

function Tab({ to, children }: { to: SettingsSection; children?: ReactNode }) {
  const [name, rest] = NAMES[to].split(/(?=,)/);
  return (
    <NavLink
      end
      to={paths.settings(to)}
      className="-mb-px flex h-10 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
    >
      <span>
        {name}
        {/* On a phone there is no room for it. */}
        <span className="max-sm:sr-only">{rest}</span>
      </span>
      <span className="font-normal text-ink-3 tabular-nums empty:hidden">{children}</span>
    </NavLink>
  );
}

function ProviderCount() {
  return useQuery(providerQueries.list()).data?.data.length ?? null;
}

function MissingCount() {
  const missing = useQuery(priceQueries.list()).data?.data.filter(isMissing).length ?? 0;
  return missing > 0 ? `${missing} missing` : null;
}

function isSection(name: string): name is SettingsSection {
  return Object.hasOwn(NAMES, name);
}
