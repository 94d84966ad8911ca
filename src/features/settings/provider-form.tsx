import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { ProviderEntry, ProviderList } from '#contract/wire/providers';
import { isComposing } from '@/ui/is-composing';
import { TextField } from '@/ui/text-field';
import { ProviderFormFoot } from './provider-form-foot';
import { ProviderFound } from './provider-found';
import { ProviderOptions } from './provider-options';
import { type Edited, useProviderEdit } from './use-provider-edit';

type Props = Edited & { list: ProviderList; onDone: () => void };

/** A key that is typed goes to the server with a test and with Save, and is never shown again. */
export function ProviderForm({ list, onDone, ...edited }: Props) {
  const { of } = edited;
  const edit = useProviderEdit(edited, list.version, onDone);
  const { typed, type, test, saving } = edit;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!edit.isReady || test.isPending || saving.isPending) return;
    if (test.data) edit.save();
    else edit.runTest();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.stopPropagation();
    onDone();
  }

  return (
    <div className="grid gap-x-10 gap-y-4 pt-3 lg:grid-cols-[minmax(0,1fr)_20rem]">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves the whole form */}
      <form
        onSubmit={submit}
        onKeyDown={onKeyDown}
        // Whoever opened it goes on with what is still empty.
        ref={focusFirstEmpty}
        className="max-w-2xl space-y-3"
      >
        {of === null && (
          <TextField
            label="Name"
            value={typed.name}
            hint={`Its models are called ${typed.name.trim() || 'name'}:…`}
            onChange={(event) => type({ name: event.target.value })}
          />
        )}
        <TextField
          mono
          label="Address"
          inputMode="url"
          placeholder="https://llm.example.com/v1"
          value={typed.address}
          hint={addressHint(list.local)}
          onChange={(event) => type({ address: event.target.value })}
        />
        <TextField
          label="Key"
          type="password"
          value={typed.apiKey}
          hint={keyHint(of, edit.isMoved)}
          onChange={(event) => type({ apiKey: event.target.value })}
        />
        <ProviderOptions edit={edit} />
        <ProviderFormFoot edit={edit} onCancel={onDone} />
      </form>
      <ProviderFound test={test.data ?? null} isPending={test.isPending} />
    </div>
  );
}

/** Once, when it is shown. */
function focusFirstEmpty(form: HTMLFormElement | null) {
  const fields = [
    ...(form?.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])') ?? []),
  ];
  fields.find(({ value }) => value === '')?.focus();
}

function addressHint(isLocal: boolean): string {
  return isLocal
    ? 'https, or http to this machine or a private address typed as numbers.'
    : 'https alone. Addresses of the server’s own network go into its providers file.';
}

const ONCE =
  'Written once to the providers file of this server, never shown again, sent to this address only.';

function keyHint(of: ProviderEntry | null, isMoved: boolean): string {
  if (of?.keyHint == null) return ONCE;
  return isMoved
    ? `The key that ends in ${of.keyHint} belongs to the former address and is dropped. Enter one for this address.`
    : `Leave it empty to keep the key that ends in ${of.keyHint}.`;
}
