import Search from 'lucide-react/icons/search';
import { cx } from '@/ui/cx';
import { isComposing } from '@/ui/is-composing';
import { useSearchDraft } from '@/ui/use-search-draft';

type Props = {
  label: string;
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
  className?: string;
};

/** A field whose list is searched on Enter, or when it is left; Escape empties it. */
export function SearchBox({ label, text, onSearch, className }: Props) {
  const { typed, latest, type, ask } = useSearchDraft(text);
  const search = (next: string) => {
    type(next);
    const query = next.trim();
    if (query === latest) return;
    ask(query);
    onSearch(query);
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
        onChange={({ target }) => type(target.value)}
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
