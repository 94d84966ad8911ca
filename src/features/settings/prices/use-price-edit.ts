import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelPrice } from '#contract/wire/prices';
import { priceMutations } from '@/queries/price-queries';
import { showToast } from '@/ui/toast-store';
import { rateWords, typedRate } from './shown-prices';

export type EditedPrice = Pick<ModelPrice, 'host' | 'model' | 'from' | 'rates' | 'own'>;

const FIELDS = ['input', 'cached_input', 'output'] as const;
export type RateField = (typeof FIELDS)[number];

/** What is typed of a price, and how it is saved. */
export function usePriceEdit({ host, model, from, rates, own }: EditedPrice, version: string) {
  const before = (field: RateField) => (rates?.[field] == null ? '' : rateWords(rates[field]));
  const [typed, setTyped] = useState<Record<RateField, string>>({
    input: before('input'),
    cached_input: before('cached_input'),
    output: before('output'),
  });
  const saving = useMutation(priceMutations.set());

  function set(changed: Parameters<typeof saving.mutate>[0]['rates'], done: () => void) {
    if (host === null) return;
    const title = changed === null ? `${model} costs what the list says` : `${model} has its price`;
    saving.mutate(
      { version, host, model, from, rates: changed },
      {
        onSuccess: () => {
          showToast({ tone: 'success', title, detail: 'From now on. Stored costs stay.' });
          done();
        },
      },
    );
  }

  const read = FIELDS.map((field) => typedRate(typed[field]));
  const [input, cached, output] = read;
  const isWrong = read.includes(null);
  return {
    typed,
    type: (field: RateField, text: string) => {
      saving.reset();
      setTyped({ ...typed, [field]: text });
    },
    saving,
    problem: isWrong
      ? 'Dollars per million tokens, such as 1.25.'
      : (saving.error?.message ?? null),
    isReady: input != null && output != null && !isWrong,
    save(done: () => void) {
      if (input == null || output == null || cached === null) return;
      const write = rates?.cache_write;
      // It has no field. Where there is an entry it stays by itself; a new one would take it away.
      const kept = !own && write != null && { cache_write: write };
      set({ input, output, cached_input: cached ?? null, ...kept }, done);
    },
    setFree: (done: () => void) => set({ input: 0, output: 0 }, done),
    remove: (done: () => void) => set(null, done),
  };
}
