import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useConnection } from '@/components/connection-store';
import { modelQueries } from '@/queries/model-queries';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { isComposing } from '@/ui/is-composing';
import { closePopover, Popover } from '@/ui/popover';

type Props = { model: string; onPick: (model: string) => void };

/** Chooses a model of the current source; any other name can be typed as well, since lists are not always complete. */
export function ModelPicker({ model, onPick }: Props) {
  return (
    <Popover
      aria-label="Choose a model"
      className="w-96 max-w-[calc(100vw-2rem)] p-1"
      trigger={
        <Button className="w-full" aria-label={`Model: ${model || 'none'}`}>
          <span className="min-w-0 flex-1 truncate text-left">{model || 'Choose a model'}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
        </Button>
      }
    >
      <Choices model={model} onPick={onPick} />
    </Popover>
  );
}

function Choices({ model, onPick }: Props) {
  const models = useQuery(modelQueries(useConnection()).list());
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const notes = new Map(models.data?.map(({ id, owned_by }) => [id, owned_by]));
  const names = [...notes.keys()];
  const found = names.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const typed = search.trim();
  const options = typed === '' || names.includes(typed) ? found : [...found, typed];
  const active = Math.min(at, options.length - 1);

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((active + step + options.length) % options.length);
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
      <input
        role="combobox"
        aria-label="Search models"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={options.length > 0 ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Search, or type any name"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="control mb-1 h-8 w-full px-2.5 text-sm"
      />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled */}
      <div id={listId} role="listbox" aria-label="Models" className="max-h-72 scrolls-y">
        {options.map((name, index) => (
          <button
            key={name}
            id={`${listId}-${index}`}
            ref={index === active ? scrollIntoView : undefined}
            type="button"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            tabIndex={-1}
            aria-selected={name === model}
            onClick={(event) => pick(name, event.currentTarget)}
            className={cx(
              'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover',
              index === active && 'bg-hover',
            )}
          >
            <Check aria-hidden className={cx('size-3.5 shrink-0', name !== model && 'invisible')} />
            <span className="max-w-[75%] shrink-0 truncate">{name}</span>
            <span className="ml-auto truncate text-xs text-ink-3">
              {names.includes(name) ? notes.get(name) : 'as typed'}
            </span>
          </button>
        ))}
      </div>
      {options.length === 0 && <Nothing isPending={models.isPending} isError={models.isError} />}
    </>
  );
}

function Nothing({ isPending, isError }: { isPending: boolean; isError: boolean }) {
  const words = isPending
    ? 'Loading the models…'
    : isError
      ? 'The list of models could not be loaded. Type a name.'
      : 'This source lists no models. Type a name.';
  return <p className="px-2 py-3 text-xs text-ink-3">{words}</p>;
}

function scrollIntoView(option: HTMLElement | null) {
  option?.scrollIntoView?.({ block: 'nearest' });
}
