import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { modelQueries } from '@/queries/model-queries';
import { ComboboxInput } from '@/ui/combobox-input';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { nextOption } from '@/ui/next-option';
import { closePopover } from '@/ui/popover';
import { useStable } from '@/ui/use-stable';
import { ModelAbout } from './model-about';
import { choicesOf, namedChoices } from './model-choice';
import { ModelList } from './model-list';
import { rowsOf } from './model-rows';
import { modelPicked, modelPinToggled, usePickedModels } from './picked-models';

type Props = { model: string; onPick: (model: string) => void };

/** Groups with what each model can do, where the source says it; else names. */
function useGroups() {
  const connection = useConnection();
  const hasGroups = useCapability(connection, 'models');
  const groups = useQuery({ ...modelQueries(connection).groups(), enabled: hasGroups });
  const names = useQuery({ ...modelQueries(connection).list(), enabled: !hasGroups });
  const data = useMemo(
    // Until then by the names that the page has loaded before.
    () => (groups.data ? choicesOf(groups.data) : namedChoices(names.data ?? [])),
    [groups.data, names.data],
  );
  const { isPending, isError } = hasGroups ? groups : names;
  return { data, isPending, isError, hasGroups };
}

export function ModelChoices({ model, onPick }: Props) {
  const groups = useGroups();
  const picked = usePickedModels();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const typed = useDeferredValue(search.trim());
  const { rows, choices } = useMemo(
    () => rowsOf(groups.data, picked, typed),
    [groups.data, picked, typed],
  );
  const active = Math.min(at, choices.length - 1);
  const shown = choices[active];

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && event.shiftKey) {
      if (shown) modelPinToggled(shown.id);
      return event.preventDefault();
    }
    if (event.shiftKey) return;
    const to = nextOption(event.key, active, choices.length);
    if (to !== undefined) setAt(to);
    // What is typed may not be searched for yet.
    else if (event.key === 'Enter') pick(nowOf(search)[active]?.id, event.currentTarget);
    else return;
    event.preventDefault();
  }
  const nowOf = (text: string) =>
    text.trim() === typed ? choices : rowsOf(groups.data, picked, text.trim()).choices;
  const pick = useStable((name: string | undefined, inside: Element) => {
    if (name !== undefined) {
      modelPicked(name);
      onPick(name);
    }
    closePopover(inside);
  });

  return (
    <>
      <ComboboxInput
        label="Search models"
        listId={listId}
        active={active}
        placeholder={
          groups.hasGroups
            ? 'Model, or what it can do: vision, under $1, 1M'
            : 'Search, or type any name'
        }
        value={search}
        onType={(text) => {
          setSearch(text);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="flex">
        <ModelList
          id={listId}
          rows={rows}
          count={choices.length}
          active={active}
          chosen={model}
          onPick={pick}
          onPoint={setAt}
        />
        {shown && <ModelAbout choice={shown} />}
      </div>
      {(groups.isPending || choices.length === 0) && (
        <Nothing isPending={groups.isPending} isError={groups.isError} />
      )}
      {groups.hasGroups && <Foot />}
    </>
  );
}

function Foot() {
  return (
    <p className="mt-1 flex items-center gap-4 border-t border-line px-2 pt-1.5 pb-0.5 text-xs text-ink-3">
      <span className="pointer-coarse:hidden">
        <Kbd>⏎</Kbd> use
      </span>
      <span className="pointer-coarse:hidden">
        <Kbd>⇧⏎</Kbd> pin
      </span>
      <Link to={paths.settings()} className="ms-auto text-accent-ink hover:underline">
        Providers
      </Link>
    </p>
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
