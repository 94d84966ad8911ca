import { useMutation } from '@tanstack/react-query';
import FileWarning from 'lucide-react/icons/file-warning';
import Lock from 'lucide-react/icons/lock';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ProviderEntry, ProviderList } from '#contract/wire/providers';
import { PROVIDER_PRESETS } from '@/components/provider-presets';
import { ProviderMark } from '@/components/provider-mark';
import { providerMutations } from '@/queries/provider-queries';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { Note } from '@/ui/note';
import { ProviderRow } from './provider-row';
import type { Edited } from './use-provider-edit';

const ProviderForm = lazily(async () => (await import('./provider-form')).ProviderForm);
const RemoveProvider = lazily(async () => (await import('./remove-provider')).RemoveProvider);

const OTHER: Edited = { of: null, name: '', address: '' };
const changed = (of: ProviderEntry): Edited => ({ of, name: of.name, address: of.address });

type Props = {
  list: ProviderList;
  /** Why whoever looks may change and test none of them. */
  lack: string | null;
};

export function ProviderTable({ list, lack }: Props) {
  const [params] = useSearchParams();
  const [edited, setEdited] = useState<Edited | null>(params.has('add') ? OTHER : null);
  const [removed, setRemoved] = useState<ProviderEntry | null>(null);
  const { data, editable } = list;
  return (
    <>
      <table className="w-full table-fixed border-separate border-spacing-0 text-sm">
        <Head />
        <tbody>
          {data.map((provider) => (
            <ProviderRow
              key={provider.name}
              provider={provider}
              lack={lack}
              onChange={() => setEdited(changed(provider))}
              onRemove={() => setRemoved(provider)}
            />
          ))}
        </tbody>
      </table>
      <Origins list={list} lack={lack} />
      {list.changed && lack === null && <ChangedByHand />}
      {editable && <Editing list={list} edited={edited} onEdit={setEdited} />}
      {removed && (
        <Opening>
          <RemoveProvider
            provider={removed}
            version={list.version}
            onClose={() => setRemoved(null)}
          />
        </Opening>
      )}
    </>
  );
}

type EditingProps = {
  list: ProviderList;
  edited: Edited | null;
  onEdit: (edited: Edited | null) => void;
};

function Editing({ list, edited, onEdit }: EditingProps) {
  return (
    <div className="px-5">
      <div className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line pt-4 pb-1">
        <h3 className="text-sm font-semibold">
          {edited?.of ? `Change ${edited.of.name}` : 'Add a provider'}
        </h3>
        <span className="text-sm text-ink-3">Any address that speaks the OpenAI API</span>
        <Presets list={list} chosen={edited} onChoose={onEdit} />
      </div>
      {edited && (
        <Opening>
          <ProviderForm
            key={`${edited.of?.name} ${edited.name}`}
            {...edited}
            list={list}
            onDone={() => onEdit(null)}
          />
        </Opening>
      )}
    </div>
  );
}

function Head() {
  return (
    <thead className="max-md:sr-only">
      <tr className="text-start text-xs text-ink-3 *:h-9 *:border-b *:border-line *:px-2 *:text-start *:font-normal *:first:ps-5">
        <th scope="col">Provider</th>
        <th scope="col">Address</th>
        <th scope="col" className="w-22">
          Key
        </th>
        <th scope="col" className="w-18 text-end!">
          Models
        </th>
        <th scope="col" className="w-44">
          From
        </th>
        <th scope="col" className="w-36">
          Checked
        </th>
        <th scope="col" className="w-28">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

/** How those that cannot be changed here are. */
function Origins({ list: { data, editable }, lack }: Props) {
  const isLocked = data.some(({ keyVariable }) => keyVariable !== null);
  const words =
    lack !== null
      ? [`${lack}.`]
      : [
          isLocked ? 'Set in the environment: read only here. Change it there and restart.' : '',
          editable
            ? `${isLocked ? 'The others are' : 'What is added here is kept'} in the providers file.`
            : 'Providers cannot be changed here: the server needs PROVIDERS_EDITABLE=1, or write them into its providers file and restart.',
        ];
  return (
    <p className="flex items-center gap-1.5 px-5 pt-2 text-xs text-ink-3">
      <Lock aria-hidden className="size-3 shrink-0" />
      {words.join(' ')}
    </p>
  );
}

function ChangedByHand() {
  const read = useMutation(providerMutations.readFile());
  return (
    <Note
      tone="warning"
      icon={<FileWarning aria-hidden />}
      className="mx-5 mt-3"
      actions={
        <Button size="sm" loading={read.isPending} onClick={() => read.mutate()}>
          Read it again
        </Button>
      }
    >
      {read.error
        ? read.error.message
        : 'The providers file has changed since it was read. Until it is read again nothing can be changed here.'}
    </Note>
  );
}

type PresetProps = {
  list: ProviderList;
  chosen: Edited | null;
  onChoose: (edited: Edited) => void;
};

function Presets({ list, chosen, onChoose }: PresetProps) {
  const free = PROVIDER_PRESETS.filter(({ name }) => list.data.every((each) => each.name !== name));
  const isNew = chosen !== null && chosen.of === null;
  return (
    <span className="flex flex-wrap gap-0.5 max-xl:-ms-2 xl:ms-auto">
      {free.map(({ name, title, address }) => (
        <Button
          key={name}
          variant="ghost"
          size="sm"
          aria-pressed={isNew && chosen.name === name}
          onClick={() => onChoose({ of: null, name, address })}
        >
          <ProviderMark name={title} />
          {title}
        </Button>
      ))}
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={isNew && chosen.name === ''}
        onClick={() => onChoose(OTHER)}
      >
        <ProviderMark name="+" />
        Other
      </Button>
    </span>
  );
}
