import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProviderEntry } from '#contract/wire/providers';
import { providerMutations } from '@/queries/provider-queries';
import { showToast } from '@/ui/toast-store';

export type Edited = {
  /** The one that is changed; null for a new one. */
  of: ProviderEntry | null;
  name: string;
  address: string;
};
type Typed = { name: string; address: string; apiKey: string };

/** What is typed of a provider, what a test of it found, and how it is saved. */
export function useProviderEdit({ of, name, address }: Edited, version: string, done: () => void) {
  const [typed, setTyped] = useState<Typed>({ name, address, apiKey: '' });
  const [options, setOptions] = useState({
    stored: of?.stored ?? false,
    forwardStore: of?.forwardStore ?? false,
  });
  const test = useMutation(providerMutations.test());
  const create = useMutation(providerMutations.create());
  const update = useMutation(providerMutations.update());
  const saving = of ? update : create;
  const isMoved = of !== null && typed.address !== of.address;
  const key = typed.apiKey === '' ? {} : { apiKey: typed.apiKey };

  /** What a test has shown holds for what was tested alone. */
  function type(part: Partial<Typed>) {
    test.reset();
    saving.reset();
    setTyped({ ...typed, ...part });
  }
  function runTest() {
    const known = of === null ? {} : { name: of.name };
    const moved = of === null || isMoved ? { baseUrl: typed.address } : {};
    test.mutate({ ...known, ...moved, ...key });
  }
  function save() {
    const saved = of?.name ?? typed.name.trim();
    const onSuccess = () => {
      showToast({ tone: 'success', title: `${saved} is ${of ? 'changed' : 'added'}` });
      done();
    };
    if (of === null) {
      const body = { name: typed.name, baseUrl: typed.address, ...key, ...options };
      create.mutate({ version, ...body }, { onSuccess });
    } else {
      const change = { ...(isMoved && { baseUrl: typed.address }), ...key, ...options };
      update.mutate({ name: of.name, change, version }, { onSuccess });
    }
  }
  return {
    typed,
    type,
    options,
    setOptions,
    isMoved,
    isReady: typed.name.trim() !== '' && typed.address.trim() !== '',
    test,
    runTest,
    saving,
    save,
  };
}

export type ProviderEdit = ReturnType<typeof useProviderEdit>;
