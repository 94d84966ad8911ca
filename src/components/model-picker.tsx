import { useQuery } from '@tanstack/react-query';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { Model } from '@/api/wire';
import { useConnection } from '@/components/connection-store';
import { ModelOptions } from '@/components/model-options';
import { ProviderMark } from '@/components/provider-mark';
import { modelQueries } from '@/queries/model-queries';
import { ComboboxInput } from '@/ui/combobox-input';
import { Button } from '@/ui/button';
import { isComposing } from '@/ui/is-composing';
import { nextOption } from '@/ui/next-option';
import { closePopover, type Placement, Popover } from '@/ui/popover';

type Props = {
  model: string;
  onPick: (model: string) => void;
  /** Within a line of other controls, without the frame of a field. */
  isQuiet?: boolean;
  placement?: Placement;
};

/** Chooses a model of the current source; any other name can be typed as well, since lists are not always complete. */
export function ModelPicker({ isQuiet = false, placement, ...props }: Props) {
  const { model } = props;
  return (
    <Popover
      aria-label="Choose a model"
      placement={placement ?? (isQuiet ? 'top-start' : undefined)}
      className="w-96 max-w-[calc(100vw-2rem)] p-1"
      trigger={
        isQuiet ? (
          <Button
            variant="ghost"
            size="sm"
            className="max-w-56 min-w-0 shrink"
            aria-label={`Change the model, now ${model || 'none'}`}
          >
            <ProviderMark name={model || '?'} />
            <span className="min-w-0 truncate">{model || 'Choose a model'}</span>
            <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
          </Button>
        ) : (
          <Button className="w-full" aria-label={`Model: ${model || 'none'}`}>
            <ProviderMark name={model || '?'} />
            <span className="min-w-0 flex-1 truncate text-left">{model || 'Choose a model'}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
          </Button>
        )
      }
    >
      <Choices {...props} />
    </Popover>
  );
}

function Choices({ model, onPick }: Props) {
  const models = useQuery(modelQueries(useConnection()).list());
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const typed = search.trim();
  const notes = useMemo(() => notesOf(models.data ?? []), [models.data]);
  const options = useMemo(() => optionsFor(typed, notes), [typed, notes]);
  const active = Math.min(at, options.length - 1);

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || event.shiftKey) return;
    const to = nextOption(event.key, active, options.length);
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter') pick(options[active], event.currentTarget);
    else return;
    event.preventDefault();
  }
  function pick(name: string | undefined, inside: Element) {
    if (name !== undefined) onPick(name);
    closePopover(inside);
  }

  return (
    <>
      <ComboboxInput
        label="Search models"
        listId={listId}
        active={active}
        placeholder="Search, or type any name"
        value={search}
        onType={(text) => {
          setSearch(text);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ModelOptions
        id={listId}
        names={options}
        noteOf={(name) => (notes.has(name) ? notes.get(name) : 'as typed')}
        active={active}
        chosen={model}
        onPick={pick}
      />
      {options.length === 0 && <Nothing isPending={models.isPending} isError={models.isError} />}
    </>
  );
}

function notesOf(models: readonly Model[]): Map<string, string | undefined> {
  return new Map(models.map(({ id, owned_by }) => [id, owned_by]));
}

/** The names with what is typed in them, and that itself. */
function optionsFor(typed: string, notes: ReadonlyMap<string, unknown>): string[] {
  const wanted = typed.toLowerCase();
  const found = [...notes.keys()].filter((name) => name.toLowerCase().includes(wanted));
  return typed === '' || notes.has(typed) ? found : [...found, typed];
}

function Nothing({ isPending, isError }: { isPending: boolean; isError: boolean }) {
  const words = isPending
    ? 'Loading the models…'
    : isError
      ? 'The list of models could not be loaded. Type a name.'
      : 'This source lists no models. Type a name.';
  return <p className="px-2 py-3 text-xs text-ink-3">{words}</p>;
}
