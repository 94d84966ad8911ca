import { useQuery } from '@tanstack/react-query';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { completionQueries } from '@/queries/completion-queries';
import { buttonLook } from '@/ui/button';
import { changed, searchPath } from './use-completion-search';

const POLL_MS = 10_000;

type Props = { connection: Connection; search: CompletionSearch };

/** On a page that stays where it is: how many have come in since it was opened. Asks only while it is looked at. */
export function NewerPill({ connection, search }: Props) {
  const queries = completionQueries(connection);
  const newest = { sort: 'created', order: 'desc', limit: 1 } as const;
  const first = useQuery(queries.list({ filters: search.filters, ...newest }));
  // By the server's clock, which counts whole seconds: others may still come in the second of the newest.
  const [since, setSince] = useState<number | null>(null);
  if (since === null && first.data) setSince(first.data.rows[0]?.created ?? 0);
  const after = { field: 'created_after' as const, value: String(since) };
  const { data } = useQuery({
    ...queries.list({ filters: [...search.filters, after], ...newest }),
    enabled: since !== null,
    refetchInterval: POLL_MS,
  });
  const total = data?.total?.value;
  // Those of that second which were there already.
  const [known, setKnown] = useState<number | null>(null);
  if (known === null && since !== null && total !== undefined) setKnown(total);
  const count = Math.max(0, (total ?? 0) - (known ?? 0));
  return (
    <output className="contents">
      {count > 0 && (
        <Link
          to={searchPath(changed(search, { sort: 'created', order: 'desc' }))}
          className={`${buttonLook({ variant: 'primary', size: 'sm' })} absolute top-2 left-1/2 z-20 -translate-x-1/2 shadow-raised`}
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {formatNumber(count)} newer: show
        </Link>
      )}
    </output>
  );
}
