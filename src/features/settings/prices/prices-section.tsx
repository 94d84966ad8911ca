import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelPrice, PriceList } from '#contract/wire/prices';
import { usePrepared } from '@/components/jobs/use-prepared';
import { Loaded, rowBars } from '@/components/loaded';
import { formatNumber } from '@/lib/format';
import { useLack } from '@/queries/access';
import { priceQueries } from '@/queries/price-queries';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { SearchBox } from '@/ui/search-box';
import { Segmented } from '@/ui/segmented';
import { dayWords } from '@/lib/day-words';
import { PriceTable } from './price-table';
import { countOf, priceKey, type Shown, shownPrices } from './shown-prices';

const AddPrice = lazily(async () => (await import('./add-price')).AddPrice);

const RepriceDialog = lazily(async () => (await import('./reprice-dialog')).RepriceDialog);

/** What models cost, where that is from, and what to do about those whose price nobody knows. */
export function PricesSection() {
  const query = useQuery(priceQueries.list());
  return (
    <Loaded query={query} what="the prices" bars={rowBars('h-10', 6)}>
      {(list) => <Prices list={list} />}
    </Loaded>
  );
}

function Prices({ list }: { list: PriceList }) {
  const [shown, setShown] = useState<Shown>('used');
  const [search, setSearch] = useState('');
  const [repriced, setRepriced] = useState<string | null>(null);
  /** A model that is being named, or that was and has its row open. */
  const [added, setAdded] = useState<'naming' | ModelPrice | null>(null);
  const prepared = usePrepared();
  const lack = useLack('admin');
  const { data } = list;
  const option = (value: Shown, name: string) => ({
    value,
    label: `${name} ${formatNumber(countOf(data, value))}`,
  });
  function reprice(price: ModelPrice | null) {
    // The dialog opens on the count of what is priced.
    const target = price === null ? { all: true as const } : { filter: filterOf(price) };
    prepared.prepare({ kind: 'reprice', target });
    setRepriced(
      price === null ? 'All stored completions' : `All stored completions of ${price.model}`,
    );
  }
  /** With the price that it has, if it has one. */
  function open(named: ModelPrice) {
    setAdded(data.find((price) => priceKey(price) === priceKey(named)) ?? named);
    setShown('own');
    setSearch('');
  }
  return (
    <>
      <Summary list={list} onReprice={() => reprice(null)} />
      <div className="flex flex-wrap items-center gap-2 px-5 pb-2">
        <SearchBox
          label="Model or provider"
          text={search}
          onSearch={setSearch}
          className="w-60 max-sm:w-full"
        />
        <Segmented
          label="Which prices"
          value={shown}
          onChange={setShown}
          options={[
            option('used', 'In use'),
            option('missing', 'No price'),
            option('own', 'Yours'),
          ]}
        />
        {list.editable && (
          <Button size="sm" notNow={lack} onClick={() => setAdded('naming')}>
            Add a price…
          </Button>
        )}
        <span className="ms-auto text-xs text-ink-3">
          $ per million tokens, use of the last 28 days
        </span>
      </div>
      {added === 'naming' && (
        <Opening>
          <AddPrice onNamed={open} onClose={() => setAdded(null)} />
        </Opening>
      )}
      <PriceTable
        list={list}
        rows={shownPrices(data, shown, search).filter(
          (row) => !isOpened(added) || priceKey(row) !== priceKey(added),
        )}
        added={isOpened(added) ? added : null}
        onAdded={() => setAdded(null)}
        onReprice={reprice}
      />
      {repriced !== null && (
        <Opening>
          <RepriceDialog words={repriced} prepared={prepared} onClose={() => setRepriced(null)} />
        </Opening>
      )}
    </>
  );
}

function isOpened(added: 'naming' | ModelPrice | null): added is ModelPrice {
  return added !== null && added !== 'naming';
}

/** Of the table. */
function filterOf({ model, provider }: ModelPrice): string {
  return new URLSearchParams({ model, ...(provider !== null && { provider }) }).toString();
}

function usedText(used: number, missing: number): string {
  if (used === 1) return `. The one model in use has ${missing === 0 ? 'a' : 'no'} price.`;
  return `. ${formatNumber(used - missing)} of the ${formatNumber(used)} models in use ${used - missing === 1 ? 'has' : 'have'} a price.`;
}

function Summary({ list, onReprice }: { list: PriceList; onReprice: () => void }) {
  const used = countOf(list.data, 'used');
  const missing = countOf(list.data, 'missing');
  const lack = useLack('admin');
  const source = list.source.replace('https://www.npmjs.com/package/', '');
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-base">
          <b className="font-medium" title={`From ${source}`}>
            List of {dayWords(list.checked)}
          </b>
          <span className="text-ink-2">
            {used === 0 ? '. Nothing was asked in the last 28 days.' : usedText(used, missing)}
          </span>
        </p>
        <p className="mt-0.5 text-xs text-ink-3">
          {list.file === null ? (
            'Costs are estimates, kept with each completion as they were on its day. A new price changes no old cost.'
          ) : (
            <>
              Yours are in <code className="font-mono">{list.file}</code>: read only here. Change
              them there; they are read again when this page is opened.
            </>
          )}
        </p>
      </div>
      <Button notNow={lack} onClick={onReprice}>
        Reprice stored completions…
      </Button>
    </div>
  );
}
