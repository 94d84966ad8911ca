import { useQuery } from '@tanstack/react-query';
import Search from 'lucide-react/icons/search';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation, useNavigate } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { PLACES, placeOf } from '@/components/keys/key-words';
import { useViews } from '@/components/views/use-views';
import { EVERYTHING, listingOf, parseCompletionSearch } from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { completionQueries } from '@/queries/completion-queries';
import { ComboboxInput } from '@/ui/combobox-input';
import { Badge } from '@/ui/badge';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { nextOption } from '@/ui/next-option';
import { openModal } from '@/ui/open-modal';
import { ownPath } from '@/lib/own-address';
import type { PaletteItem } from './palette-item';
import { paletteItems } from './palette-items';
import { PaletteOptions } from './palette-options';

/** Search or jump: every action, place, filter, view and setting by its name, completions by id and by their texts. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const listId = useId();
  const items = useItems(text);
  const at = Math.min(chosen, items.length - 1);
  const place = placeOf(pathname);

  function choose(item: PaletteItem | undefined, isAside = false) {
    if (!item) return;
    // The focus is back on the page before anything acts on it.
    flushSync(onClose);
    if (!('to' in item)) item.act();
    else if (isAside) window.open(ownPath(item.to), '_blank', 'noopener');
    else void navigate(item.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const to = event.shiftKey ? undefined : nextOption(event.key, at, items.length);
    if (event.key === 'Enter') choose(items[at], event.metaKey || event.ctrlKey);
    else if (to === undefined) return;
    else setChosen(to);
    event.preventDefault();
  }

  return (
    <dialog
      aria-label="Search or jump"
      ref={openModal}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="mx-auto mt-[12vh] mb-0 max-h-[70vh] w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-xl bg-raised text-ink shadow-dialog backdrop:bg-backdrop open:flex open:animate-enter open:flex-col"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <ComboboxInput
          data-autofocus
          label="Search or jump"
          listId={listId}
          active={at}
          placeholder="An action, a filter, an id, words of a text"
          value={text}
          onType={(next) => {
            setText(next);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 flex-1 bg-transparent text-read outline-none placeholder:text-ink-3"
        />
        {place && <Badge>{PLACES[place]}</Badge>}
      </div>
      <PaletteOptions {...{ items, at, listId, text }} onChoose={choose} onPoint={setChosen} />
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-xs text-ink-3">
        <span className="inline-flex items-center gap-1.5 pointer-coarse:hidden">
          <Kbd>↑ ↓</Kbd> move
        </span>
        <span className="inline-flex items-center gap-1.5 pointer-coarse:hidden">
          <Kbd>Enter</Kbd> open
        </span>
        <span className="inline-flex items-center gap-1.5 pointer-coarse:hidden">
          <Kbd>Mod+Enter</Kbd> new tab
        </span>
        <span className="ms-auto inline-flex gap-3">
          <span>&gt; actions</span>
          <span># metadata</span>
          <span>@ models</span>
        </span>
      </p>
    </dialog>
  );
}

function useItems(text: string): PaletteItem[] {
  const { pathname, search } = useLocation();
  const connection = useConnection();
  const queries = completionQueries(connection);
  const facets = useQuery(queries.facets([])).data ?? null;
  const views = useViews();
  const isSearching = useCapability(connection, 'table.query');
  const asked = useSettled(text.trim());
  const query = { field: 'q', value: asked } as const;
  const found = useQuery({
    ...queries.list({ ...listingOf(EVERYTHING), filters: [query], limit: 4 }),
    enabled: isSearching && asked === text.trim() && /^[^>#@]./.test(asked),
  });
  return useMemo(
    () =>
      paletteItems(text, {
        facets,
        views,
        found: asked === text.trim() && !found.isPlaceholderData ? (found.data?.rows ?? []) : [],
        table:
          pathname === '/completions' ? parseCompletionSearch(new URLSearchParams(search)) : null,
      }),
    [text, facets, views, asked, found.data, found.isPlaceholderData, pathname, search],
  );
}

const SETTLED_MS = 200;

/** A text once nobody types on it. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
