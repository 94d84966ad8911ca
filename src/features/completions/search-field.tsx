import Search from 'lucide-react/icons/search';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { isComposing } from '@/ui/is-composing';
import { focusHome } from '@/ui/keep-focus';

/** Long enough that a word is one search, short enough to feel immediate. */
const DEBOUNCE_MS = 200;

type Props = {
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
  /** Present: texts cannot be searched, and why. */
  reason: string | null;
};

/** What was typed, over which text of the address, and which searches are on their way to it. */
type Draft = { typed: string; over: string; asked: readonly string[] };

/** Searches as one types; until it does, what was typed is kept here. */
export function SearchField({ text, onSearch, reason }: Props) {
  const [draft, setDraft] = useState<Draft>({ typed: text, over: text, asked: [] });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement | null>(null);
  // The address follows a moment later: what is taken back until then has to be asked for as well.
  const asked = useRef(text);
  const latest = draft.asked.at(-1) ?? text;
  useLayoutEffect(() => {
    asked.current = latest;
  }, [latest]);
  useKeys({ search: () => input.current?.focus() });

  // What was asked for here arrives while one types on, and takes no letter back; another text is from elsewhere.
  if (draft.over !== text || draft.asked.at(-1) === text) {
    const at = draft.asked.lastIndexOf(text);
    if (at === -1 && draft.typed.trim() !== text) setDraft({ typed: text, over: text, asked: [] });
    else setDraft({ ...draft, over: text, asked: draft.asked.slice(at + 1) });
  }

  function search(next: string) {
    clearTimeout(timer.current);
    if (next.trim() === asked.current) return;
    const query = next.trim();
    asked.current = query;
    setDraft((was) => ({ ...was, asked: [...was.asked, query] }));
    onSearch(query);
  }
  function type(next: string, isComposing: boolean) {
    clearTimeout(timer.current);
    setDraft((was) => ({ ...was, typed: next, over: text }));
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
