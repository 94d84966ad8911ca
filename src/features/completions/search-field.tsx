import Search from 'lucide-react/icons/search';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { isComposing } from '@/ui/is-composing';
import { focusHome } from '@/ui/keep-focus';
import { useSearchDraft } from '@/ui/use-search-draft';

/** Long enough that a word is one search, short enough to feel immediate. */
const DEBOUNCE_MS = 200;

type Props = {
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
  /** Present: texts cannot be searched, and why. */
  reason: string | null;
};

/** Searches as one types; until it does, what was typed is kept here. */
export function SearchField({ text, onSearch, reason }: Props) {
  const draft = useSearchDraft(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement | null>(null);
  // The address follows a moment later: what is taken back until then has to be asked for as well.
  const asked = useRef(text);
  useLayoutEffect(() => {
    asked.current = draft.latest;
  }, [draft.latest]);
  useKeys({ search: () => input.current?.focus() });

  function search(next: string) {
    clearTimeout(timer.current);
    if (next.trim() === asked.current) return;
    const query = next.trim();
    asked.current = query;
    draft.ask(query);
    onSearch(query);
  }
  function type(next: string, isComposing: boolean) {
    clearTimeout(timer.current);
    draft.type(next);
    if (!isComposing) timer.current = setTimeout(() => search(next), DEBOUNCE_MS);
  }
  // A search that is still waiting must not bring back a page that was left.
  const attach = useCallback((element: HTMLInputElement) => {
    input.current = element;
    return () => clearTimeout(timer.current);
  }, []);

  return (
    <span className="relative max-sm:w-full sm:w-56 xl:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3"
      />
      <input
        ref={attach}
        type="search"
        aria-label="Search texts, ids, metadata"
        aria-keyshortcuts={useKey('search') ?? undefined}
        autoComplete="off"
        dir="auto"
        spellCheck={false}
        disabled={reason !== null}
        title={reason ?? undefined}
        placeholder={reason ?? 'Search texts, ids, metadata'}
        value={draft.typed}
        onChange={({ target, nativeEvent }) =>
          type(target.value, 'isComposing' in nativeEvent && nativeEvent.isComposing === true)
        }
        onCompositionEnd={({ currentTarget }) => type(currentTarget.value, false)}
        onKeyDown={(event) => {
          const { key, currentTarget } = event;
          if (isComposing(event)) return;
          // What is found already is gone to.
          const isAsked = currentTarget.value.trim() === text;
          if (key === 'Enter' && !isAsked) search(currentTarget.value);
          else if (key === 'Enter' || key === 'ArrowDown') focusHome();
          // Emptied first, which Firefox does not do by itself; then the keys are those of the table.
          if (key !== 'Escape') return;
          event.preventDefault();
          if (currentTarget.value === '') focusHome();
          else {
            type('', false);
            search('');
          }
        }}
        className="control h-7 w-full pr-2 pl-8 text-sm"
      />
    </span>
  );
}
