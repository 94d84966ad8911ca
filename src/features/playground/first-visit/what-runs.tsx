import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { ProviderInfo } from '#contract/wire/server';
import { useConnection } from '@/components/connection-store';
import { paths } from '@/paths';
import { modelQueries } from '@/queries/model-queries';
import { serverQueries } from '@/queries/server-queries';
import { cx } from '@/ui/cx';
import { formatCount } from '@/lib/format';

/** The providers of this server, with what each offers; one that offers nothing says so. */
export function WhatRuns() {
  const providers = useQuery(serverQueries.info()).data?.providers ?? [];
  const models = useQuery(modelQueries(useConnection()).list()).data;
  const silent = models ? providers.filter((each) => countOf(each, models) === 0) : [];
  // What does not answer stands last, where the link says why.
  const inOrder = [...providers.filter((each) => !silent.includes(each)), ...silent];
  if (providers.length === 0) return null;
  return (
    <>
      <ul aria-label="Ready now" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
        {inOrder.map((provider) => (
          <li key={provider.name} className="flex items-center gap-2">
            <span
              aria-hidden
              className={cx(
                'size-1.5 rounded-full',
                silent.includes(provider) ? 'bg-danger' : 'bg-success',
              )}
            />
            <b className="font-medium text-ink">{provider.name}</b>
            {provider.source === 'demo'
              ? 'no key needed, and no AI'
              : models && offers(countOf(provider, models))}
          </li>
        ))}
        {silent.length > 0 && (
          <li>
            <Link
              to={paths.settings()}
              className="text-accent-ink underline-offset-2 hover:underline"
            >
              See why
            </Link>
          </li>
        )}
      </ul>
      {providers.every(({ source }) => source === 'demo') && (
        <p className="mt-2 text-ink-2">
          The demo’s answers are made up by rule: they show the page, not what a model would say.
          For a real one add a key below or in{' '}
          <Link to={paths.settings()} className="text-accent-ink underline underline-offset-2">
            Settings
          </Link>
          .
        </p>
      )}
    </>
  );
}

function offers(count: number): string {
  return count === 0 ? 'lists no models' : formatCount(count, 'model');
}

/** Models of the default provider go by their plain names, all others as `provider:model`. */
function countOf(provider: ProviderInfo, models: readonly { id: string; owned_by?: unknown }[]) {
  const prefix = `${provider.name}:`;
  if (!provider.default) return models.filter(({ id }) => id.startsWith(prefix)).length;
  return models.filter(({ id, owned_by }) => {
    const isAlias = typeof owned_by === 'string' && owned_by.startsWith('alias of ');
    return !isAlias && !/^[\w-]+:/.test(id);
  }).length;
}
