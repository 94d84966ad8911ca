import { useMutation, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import { PROVIDER_PRESETS } from '@/components/provider-presets';
import { paths } from '@/paths';
import { providerMutations, providerQueries } from '@/queries/provider-queries';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { showToast } from '@/ui/toast-store';

/** A key of one of the well-known providers: tested, then kept by the server. Nothing where it can be changed by hand alone. */
export function AddKey() {
  const { data: list, isPending } = useQuery(providerQueries.list());
  const free = PROVIDER_PRESETS.filter(
    ({ name }) => !list?.data.some((each) => each.name === name),
  );
  if (isPending) return <div className="h-36" />;
  if (!list?.editable || free.length === 0) return null;
  return (
    <section aria-labelledby="add-key">
      <h3 id="add-key" className="text-sm font-semibold">
        Add a key
      </h3>
      <p className="mt-0.5 mb-2 text-sm text-ink-2">
        Kept on this server, written once, never shown again.
      </p>
      <KeyForm presets={free} version={list.version} />
      <p className="mt-2 text-xs text-ink-3">
        Any OpenAI-compatible address works too:{' '}
        <Link to={paths.addProvider()} className="text-accent-ink underline">
          Add another provider
        </Link>
      </p>
    </section>
  );
}

type Preset = (typeof PROVIDER_PRESETS)[number];

function useSave(version: string) {
  const create = useMutation(providerMutations.create());
  const test = useMutation(providerMutations.test());
  return useMutation({
    mutationFn: async ({ name, address, apiKey }: Preset & { apiKey: string }) => {
      const { problem, models } = await test.mutateAsync({ baseUrl: address, apiKey });
      if (problem) throw new Error(problem.message);
      await create.mutateAsync({ name, baseUrl: address, apiKey, version });
      return models;
    },
    onSuccess: (models, { title }) => {
      const detail = models === null ? {} : { detail: `It lists ${models} models.` };
      showToast({ tone: 'success', title: `${title} is ready`, ...detail });
    },
  });
}

function KeyForm({ presets, version }: { presets: readonly Preset[]; version: string }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [apiKey, setApiKey] = useState('');
  const save = useSave(version);
  const preset = presets.find(({ name }) => name === wanted) ?? presets[0];
  if (!preset) return null;
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!preset || apiKey === '' || save.isPending) return;
    save.mutate({ ...preset, apiKey }, { onSuccess: () => setApiKey('') });
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
      <Select
        hideLabel
        label="Provider"
        className="w-32"
        value={preset.name}
        onChange={(event) => {
          save.reset();
          setWanted(event.target.value);
        }}
      >
        {presets.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Select>
      <TextField
        hideLabel
        label={`API key of ${preset.title}`}
        type="password"
        placeholder="Paste your API key"
        className="min-w-40 flex-1"
        value={apiKey}
        error={save.error?.message}
        onChange={(event) => {
          save.reset();
          setApiKey(event.target.value);
        }}
      />
      <Button
        type="submit"
        loading={save.isPending}
        notNow={apiKey === '' ? 'Paste a key first' : null}
      >
        Test and save
      </Button>
    </form>
  );
}
