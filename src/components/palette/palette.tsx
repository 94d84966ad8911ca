import { useQuery } from '@tanstack/react-query';
import Search from 'lucide-react/icons/search';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { shownText } from '@/lib/shown-text';
import { completionQueries } from '@/queries/completion-queries';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { openModal } from '@/ui/open-modal';
import { type PaletteItem, paletteItems } from './palette-items';

/** Search or jump: every place, filter and setting by its name, a completion by its id. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const facets = useQuery(completionQueries(useConnection()).facets([]));
  const navigate = useNavigate();
  const listId = useId();
  const items = paletteItems(text, facets.data ?? null);
  const at = Math.min(chosen, items.length - 1);

  function choose(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    if ('to' in item) void navigate(item.to);
    else item.act();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (event.key === 'Enter') choose(items[at]);
    else if (to === undefined) return;
    else setChosen(Math.min(items.length - 1, Math.max(0, to)));
    event.preventDefault();
  }

  return (
    <dialog
      aria-label="Search or jump"
      ref={openModal}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="mx-auto mt-[12vh] mb-0 max-h-[70vh] w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-xl bg-raised text-ink shadow-dialog backdrop:bg-backdrop open:flex open:animate-enter open:flex-col"
    >
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <input
          data-autofocus
          role="combobox"
          aria-label="Search or jump"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          placeholder="A place, a filter, an id, words of a text"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-read outline-none placeholder:text-ink-3"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Options {...{ items, at, listId }} onChoose={choose} onPoint={setChosen} />
      <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
        <Kbd>{'>'}</Kbd> places and actions · <Kbd>#</Kbd> metadata · <Kbd>@</Kbd> models
      </p>
    </dialog>
  );
}

type OptionsProps = {
  items: readonly PaletteItem[];
  /** Position of the one that Enter takes. */
  at: number;
  listId: string;
  onChoose: (item: PaletteItem) => void;
  onPoint: (at: number) => void;
};

function Options({ items, at, listId, onChoose, onPoint }: OptionsProps) {
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
      role="listbox"
      id={listId}
      aria-label="Found"
      className="min-h-0 flex-1 scrolls-y overscroll-contain p-1.5"
    >
      {items.length === 0 && (
        <p className="px-2.5 py-6 text-center text-ink-3">Nothing has this.</p>
      )}
      {items.map((item, position) => (
        <div key={`${item.group} ${item.label}`} role="presentation">
          {item.group !== items[position - 1]?.group && (
            <p role="presentation" className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-ink-3">
              {item.group}
            </p>
          )}
          {/* The keyboard stays in the field, which names the active one. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
          <div
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            id={`${listId}-${position}`}
            aria-selected={position === at}
            ref={position === at ? intoView : undefined}
            onClick={() => onChoose(item)}
            onPointerMove={() => onPoint(position)}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2.5 aria-selected:bg-pressed"
          >
            <bdi className="min-w-0 truncate">{shownText(item.label)}</bdi>
            {item.hint && (
              <span className="ms-auto shrink-0 text-xs text-ink-3 tabular-nums">{item.hint}</span>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}

function intoView(option: HTMLElement | null) {
  option?.scrollIntoView({ block: 'nearest' });
}
