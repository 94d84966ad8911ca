import type { KeyboardEvent } from 'react';
import type { ModelPrice } from '#contract/wire/prices';
import { formatNumber } from '@/lib/format';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { Cell } from '@/ui/table';
import { PriceModel } from './price-row';
import { type RateField, usePriceEdit } from './use-price-edit';

type Props = { price: ModelPrice; version: string; onClose: () => void };

/** The row of a model while its price is typed: Enter saves, Escape leaves it as it was. */
export function PriceFormRow({ price, version, onClose }: Props) {
  const edit = usePriceEdit(price, version);
  const { problem, saving } = edit;

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) edit.save(onClose);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const field = (name: RateField, label: string, hint?: string) => (
    <Cell data-name={label} className="px-1!">
      <input
        aria-label={`${label} of ${price.model}`}
        aria-invalid={problem !== null}
        inputMode="decimal"
        autoComplete="off"
        placeholder={hint}
        value={edit.typed[name]}
        ref={name === 'input' ? focusAndSelect : undefined}
        onChange={({ target }) => edit.type(name, target.value)}
        className="control h-7 w-full px-2 text-right text-sm tabular-nums"
      />
    </Cell>
  );

  return (
    <>
      <tr onKeyDown={onKeyDown} className="bg-hover">
        <PriceModel price={price} />
        {field('input', 'Input')}
        {field('cached_input', 'Cached input', 'as input')}
        {field('output', 'Output')}
        <Cell className="ps-4">
          {price.own && (
            <Button variant="ghost" size="sm" onClick={() => edit.remove(onClose)}>
              Remove yours
            </Button>
          )}
        </Cell>
        <Cell numeric data-name="Requests" className="text-ink-2">
          {formatNumber(price.requests)}
        </Cell>
        <Cell className="pe-4 text-end" colSpan={2}>
          <span className="inline-flex gap-1.5">
            <Button size="sm" onClick={onClose}>
              Cancel
            </Button>
            <Button
              size="sm"
              variant="primary"
              disabled={!edit.isReady}
              loading={saving.isPending}
              onClick={() => edit.save(onClose)}
            >
              Save <Kbd>⏎</Kbd>
            </Button>
          </span>
        </Cell>
      </tr>
      {problem !== null && (
        <tr>
          <td colSpan={8} className="px-5 pb-2 text-xs text-danger-ink">
            <span role="alert">{problem}</span>
          </td>
        </tr>
      )}
    </>
  );
}

function focusAndSelect(field: HTMLInputElement | null) {
  field?.focus();
  field?.select();
}
