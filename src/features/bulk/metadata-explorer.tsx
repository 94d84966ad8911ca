import { useQuery } from '@tanstack/react-query';
import Tags from 'lucide-react/icons/tags';
import { Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import { LOCAL_CONNECTION } from '@/api/connection';
import { Loaded, rowBars } from '@/components/loaded';
import type { Filter } from '#contract/filter';
import type { Facets } from '#contract/wire/table';
import { filterText } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { lazily } from '@/ui/lazily';
import { tagLine, type TagLine } from './tag-draft';

const TagMany = lazily(async () => (await import('./tag-many')).TagMany);

type Change = { filters: Filter[]; line: TagLine };

/** Every metadata key with its values, and the way to rename or merge them everywhere. */
export function MetadataExplorer() {
  const query = useQuery(completionQueries(LOCAL_CONNECTION).facets([]));
  return (
    <Loaded
      query={query}
      what="the metadata"
      bars={rowBars('h-12', 2)}
      empty={{
        when: (facets) => !facets || facets.metadata.length === 0,
        show: (
          <EmptyState icon={<Tags aria-hidden />} title="No metadata yet">
            Completions that are stored with metadata, or tagged in the table, are counted here by
            key and value.
          </EmptyState>
        ),
      }}
    >
      {(facets) => facets && <Keys facets={facets} />}
    </Loaded>
  );
}

function Keys({ facets }: { facets: Facets }) {
  const [change, setChange] = useState<Change | null>(null);
  return (
    <>
      <p className="px-4 pt-4 text-sm text-ink-2">
        {facets.relation === 'estimate' && 'Counts are estimates. '}
        Rename a key or a value to one that already exists to merge the two.
      </p>
      <ul aria-label="Metadata keys" className="p-4">
        {facets.metadata.map((each) => (
          <KeyRow key={each.key} facet={each} onChange={setChange} />
        ))}
      </ul>
      <Suspense>
        {change && (
          <TagMany
            connection={LOCAL_CONNECTION}
            chosen={{ filters: change.filters }}
            lines={[change.line]}
            onClose={() => setChange(null)}
          />
        )}
      </Suspense>
    </>
  );
}

type RowProps = { facet: Facets['metadata'][number]; onChange: (change: Change) => void };

function KeyRow({ facet, onChange }: RowProps) {
  const { key, count, distinct, values } = facet;
  const has: Filter = { field: 'metadata_exists', value: key };
  return (
    <li aria-label={key} className="mb-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="min-w-0 flex-1 basis-48 font-mono text-sm break-all">{shownText(key)}</h2>
        <Link to={tableOf(has)} className="text-xs text-ink-3 tabular-nums hover:underline">
          in {formatNumber(count)}, {formatNumber(distinct)}{' '}
          {distinct === 1 ? 'value' : 'different values'}
        </Link>
        <Button
          size="sm"
          onClick={() => onChange({ filters: [has], line: tagLine('rename', key) })}
        >
          Rename key…
        </Button>
        <Button
          size="sm"
          variant="dangerGhost"
          onClick={() => onChange({ filters: [has], line: tagLine('remove', key) })}
        >
          Remove key…
        </Button>
      </div>
      <ul aria-label={`Values of ${key}`} className="mt-2 text-sm">
        {values.map(({ value, count: times }) => (
          <li key={value} className="flex items-center gap-3 border-t border-line py-1">
            <Link
              to={tableOf({ field: 'metadata', key, value })}
              className="min-w-0 flex-1 truncate hover:underline"
              dir="auto"
            >
              {value === '' ? '(empty)' : shownText(value)}
            </Link>
            <span className="text-xs text-ink-3 tabular-nums">{formatNumber(times)}</span>
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Rename ${key}=${value}`}
              onClick={() =>
                onChange({
                  filters: [{ field: 'metadata', key, value }],
                  line: tagLine('replace', key, value),
                })
              }
            >
              Rename…
            </Button>
          </li>
        ))}
        {distinct > values.length && (
          <li className="border-t border-line py-1 text-xs text-ink-3">
            The {formatNumber(values.length)} most frequent of {formatNumber(distinct)}
          </li>
        )}
      </ul>
    </li>
  );
}

function tableOf(filter: Filter): string {
  return paths.completions(filterText(filter));
}
