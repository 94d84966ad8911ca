import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import { cx } from '@/ui/cx';
import { isComposing } from '@/ui/is-composing';

type Props = {
  label: string;
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
  className?: string;
};

/** A field whose list is searched on Enter, or when it is left; Escape empties it. */
export function SearchBox({ label, text, onSearch, className }: Props) {
  const [draft, setDraft] = useState({ typed: text, over: text });
  const typed = draft.over === text ? draft.typed : text;
  const search = (next: string) => {
    setDraft({ typed: next, over: text });
    if (next.trim() !== text) onSearch(next.trim());
  };
  return (
    <span className={cx('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={({ target }) => setDraft({ typed: target.value, over: text })}
        onBlur={() => search(typed)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Enter') search(typed);
          if (event.key !== 'Escape' || typed === '') return;
          event.preventDefault();
          search('');
        }}
        className="control h-7 w-full pr-2 pl-8 text-sm"
      />
    </span>
  );
}
