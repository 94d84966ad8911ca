import { useState } from 'react';
import type { ModelPrice, PriceList } from '#contract/wire/prices';
import { useLack } from '@/queries/access';
import { HeaderCell, Table, TableHead } from '@/ui/table';
import { PriceFormRow } from './price-form-row';
import { PriceRow } from './price-row';
import { priceKey } from './shown-prices';

type Props = {
  list: PriceList;
  rows: readonly ModelPrice[];
  /** One that was named, and has no price yet: its row is open. */
  added: ModelPrice | null;
  onAdded: () => void;
  onReprice: (price: ModelPrice) => void;
};

export function PriceTable({ list, rows, added, onAdded, onReprice }: Props) {
  const { version, editable } = list;
  const lack = useLack('admin');
  const [edited, setEdited] = useState<string | null>(null);
  return (
    // Room for a scroll bar that lies over what scrolls, as WebKit's does.
    <div className="scrolls-x border-t border-line pb-3">
      <Table className="stacks table-fixed md:min-w-[60rem]">
        <TableHead>
          <tr className="*:h-9">
            <HeaderCell className="ps-5">Model</HeaderCell>
            <HeaderCell className="w-22 text-right">Input</HeaderCell>
            <HeaderCell className="w-22 text-right">Cached</HeaderCell>
            <HeaderCell className="w-22 text-right">Output</HeaderCell>
            <HeaderCell className="w-38 ps-4">From</HeaderCell>
            <HeaderCell className="w-22 text-right">Requests</HeaderCell>
            <HeaderCell className="w-26 text-right">Cost</HeaderCell>
            <HeaderCell className="w-36">
              <span className="sr-only">Actions</span>
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {added && (
            <PriceFormRow key={priceKey(added)} price={added} version={version} onClose={onAdded} />
          )}
          {rows.map((price) => {
            const key = priceKey(price);
            return key === edited ? (
              <PriceFormRow key={key} {...{ price, version }} onClose={() => setEdited(null)} />
            ) : (
              <PriceRow
                key={key}
                {...{ price, version }}
                onEdit={editable && lack === null ? () => setEdited(key) : undefined}
                onReprice={() => onReprice(price)}
              />
            );
          })}
          {rows.length === 0 && !added && (
            <tr>
              <td colSpan={8} className="px-5 py-6 text-sm text-ink-3">
                No price here.
              </td>
            </tr>
          )}
        </tbody>
      </Table>
    </div>
  );
}
