import { useQuery } from '@tanstack/react-query';
import Tag from 'lucide-react/icons/tag';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { LOCAL_CONNECTION } from '@/api/connection';
import { hasWords } from '@/lib/has-words';
import type { Facets } from '#contract/wire/table';
import { Counted } from '@/components/counted';
import { Loaded, rowBars } from '@/components/loaded';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { SearchBox } from '@/ui/search-box';
import { Segmented } from '@/ui/segmented';
import { ShareBar } from '@/ui/share-bar';
import { lookAlikes, type MetadataKey, oddity } from './look-alikes';
import { type MetadataChange, MetadataValues } from './metadata-values';

const TagMany = lazily(async () => (await import('./tag-many')).TagMany);

/** Every metadata key with its values, and the way to rename or merge them everywhere. */
export function MetadataExplorer() {
  const query = useQuery(completionQueries(LOCAL_CONNECTION).facets([]));
  return (
    <Loaded
      query={query}
      what="the metadata"
      bars={rowBars('h-8')}
      className="mx-5 my-4"
      empty={{
        when: (facets) => !facets || facets.metadata.length === 0,
        show: (
          <EmptyState icon={<Tag aria-hidden />} title="No metadata yet">
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
  const [change, setChange] = useState<MetadataChange | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  const isOdd = params.get('odd') === 'true';
  const isFound = hasWords(q);
  const { alike, rows } = useMemo(() => compared(facets), [facets]);
  const all = rows.filter(({ facet: { key, values } }) =>
    [key, ...values.map(({ value }) => value)].some(isFound),
  );
  const odd = all.filter((each) => each.odd !== null);
  const found = isOdd ? odd : all;
  const shown = (found.find(({ facet }) => facet.key === chosen) ?? found[0])?.facet;
  const most = Math.max(...facets.metadata.map(({ count }) => count));
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <section aria-label="Keys" className="lg:border-e lg:border-line">
        <Find {...{ q, isOdd, all, odd }} />
        <output className="sr-only">
          {formatNumber(found.length)} of {formatNumber(facets.metadata.length)}
        </output>
        {facets.relation === 'estimate' && (
          <p className="px-5 pt-2 text-xs text-ink-3">Counts are estimates</p>
        )}
        <p
          aria-hidden
          className="flex h-8 items-center gap-3 border-b border-line px-5 text-xs text-ink-3"
        >
          Key
          <span className="ms-auto">Completions</span>
          <span className="w-14 text-right">Values</span>
        </p>
        {/* Below, on a narrow page, the values of the chosen one stay in sight. */}
        <ul
          aria-label="Metadata keys"
          className="max-lg:max-h-[40vh] max-lg:scrolls-y max-lg:border-b max-lg:border-line"
        >
          {found.map(({ facet, odd }) => (
            <KeyRow
              key={facet.key}
              {...{ facet, odd }}
              share={facet.count / most}
              isChosen={facet === shown}
              onChoose={() => setChosen(facet.key)}
            />
          ))}
        </ul>
        {found.length === 0 && (
          <p className="px-5 py-4 text-sm text-ink-2">
            {all.length === 0
              ? `No key or listed value has “${q}” in it.`
              : 'No key is odd: none is nearly another, has values that are, or differs everywhere.'}
          </p>
        )}
      </section>
      {shown && <MetadataValues key={shown.key} facet={shown} alike={alike} onChange={setChange} />}
      <Opening>
        {change && (
          <TagMany
            connection={LOCAL_CONNECTION}
            chosen={{ filters: change.filters }}
            lines={change.lines}
            onClose={() => setChange(null)}
          />
        )}
      </Opening>
    </div>
  );
}

/** Keys that look like one, and what is odd about each; all values are looked at for it. */
function compared({ metadata }: Facets) {
  const alike = lookAlikes(metadata, ({ key }) => key);
  return { alike, rows: metadata.map((facet) => ({ facet, odd: oddity(facet, alike) })) };
}

type Found = { facet: MetadataKey; odd: string | null };
type FindProps = {
  q: string;
  isOdd: boolean;
  all: readonly Found[];
  odd: readonly Found[];
};

function Find({ q, isOdd, all, odd }: FindProps) {
  const navigate = useNavigate();
  const show = (next: string, oddOnly: boolean) =>
    void navigate(paths.data('metadata', { q: next, filter: oddOnly ? 'odd=true' : '' }));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-2.5">
      <SearchBox
        label="A key or a value"
        text={q}
        onSearch={(next) => show(next, isOdd)}
        className="min-w-40 flex-1"
      />
      <Segmented<'all' | 'odd'>
        label="Which keys"
        options={[
          { value: 'all', label: <Counted name="All" count={all.length} /> },
          { value: 'odd', label: <Counted name="Odd" count={odd.length} /> },
        ]}
        value={isOdd ? 'odd' : 'all'}
        onChange={(next) => show(q, next === 'odd')}
      />
    </div>
  );
}

type RowProps = {
  facet: MetadataKey;
  /** Of the most frequent one. */
  share: number;
  odd: string | null;
  isChosen: boolean;
  onChoose: () => void;
};

function KeyRow({ facet: { key, count, distinct }, share, odd, isChosen, onChoose }: RowProps) {
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen || undefined}
        onClick={onChoose}
        className="flex min-h-9 w-full items-center gap-3 border-b border-line px-5 py-1 text-start text-sm hover:bg-hover aria-[current]:bg-sunken aria-[current]:shadow-[inset_2px_0_var(--color-accent)] pointer-coarse:min-h-11"
      >
        <bdi className="min-w-0 truncate font-mono text-xs">{shownText(key)}</bdi>
        {odd !== null && <Badge tone="warning">{shownText(odd)}</Badge>}
        <ShareBar share={share} className="ms-auto w-16 max-xl:hidden" />
        <span className="w-14 shrink-0 text-right tabular-nums max-xl:ms-auto">
          <span className="sr-only">in </span>
          {formatNumber(count)}
        </span>
        <span className="w-14 shrink-0 text-right text-ink-2 tabular-nums">
          {formatNumber(distinct)}
          <span className="sr-only"> {distinct === 1 ? 'value' : 'values'}</span>
        </span>
      </button>
    </li>
  );
}
