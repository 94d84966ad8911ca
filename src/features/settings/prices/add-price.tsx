import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { ModelPrice } from '#contract/wire/prices';
import { modelQueries } from '@/queries/model-queries';
import { providerQueries } from '@/queries/provider-queries';
import { LOCAL_CONNECTION } from '@/api/connection';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

type Props = { onNamed: (price: ModelPrice) => void; onClose: () => void };

/** Names a model that was never asked, so that its price can be typed. */
export function AddPrice({ onNamed, onClose }: Props) {
  const providers = useQuery(providerQueries.list()).data?.data ?? [];
  const sellers = providers.flatMap(({ name, address }) => {
    const host = URL.canParse(address) ? new URL(address).hostname : '';
    return host === '' ? [] : [{ name, host }];
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [model, setModel] = useState('');
  const seller = sellers.find(({ name }) => name === chosen) ?? sellers[0];
  const models = useQuery(modelQueries(LOCAL_CONNECTION).list()).data ?? [];
  const prefix = `${seller?.name}:`;

  function name(event: SyntheticEvent) {
    event.preventDefault();
    const typed = model.trim();
    const named = typed.startsWith(prefix) ? typed.slice(prefix.length) : typed;
    if (seller && named !== '') onNamed(unused(seller, named));
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves the whole form
    <form
      aria-label="Add a price"
      onSubmit={name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        onClose();
      }}
      className="flex flex-wrap items-end gap-2 px-5 pb-3"
    >
      {seller ? (
        <>
          <Select
            label="Provider"
            className="w-44"
            value={seller.name}
            onChange={({ target }) => setChosen(target.value)}
          >
            {sellers.map((each) => (
              <option key={each.name}>{each.name}</option>
            ))}
          </Select>
          <TextField
            label="Model, as the provider calls it"
            className="w-72 max-sm:w-full"
            maxLength={200}
            ref={focusFirst}
            list="models-of-price"
            value={model}
            onChange={({ target }) => setModel(target.value)}
          />
          <datalist id="models-of-price">
            {models
              .filter(({ id }) => id.startsWith(prefix))
              .slice(0, 200)
              .map(({ id }) => (
                <option key={id}>{id.slice(prefix.length)}</option>
              ))}
          </datalist>
          <Button type="submit" variant="primary" disabled={model.trim() === ''}>
            Type its price
          </Button>
        </>
      ) : (
        <p className="py-1.5 text-sm text-ink-2">
          A price belongs to a provider’s address: add a provider first.
        </p>
      )}
      <Button variant="ghost" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}

function focusFirst(field: HTMLElement | null) {
  field?.focus();
}

function unused({ name, host }: { name: string; host: string }, model: string): ModelPrice {
  const nothing = { rates: null, own: false, from: null, checked: null, local: false };
  const use = { requests: 0, unpriced: 0, cost: 0 };
  return { object: 'price', provider: name, host, model, ...nothing, ...use };
}
