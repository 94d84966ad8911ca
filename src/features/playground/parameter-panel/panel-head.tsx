import Search from 'lucide-react/icons/search';
import { useKey } from '@/components/keys/key-store';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';

type HeadProps = {
  search: string | null;
  onSearch: (search: string | null) => void;
  setCount: number;
  onReset: () => void;
};

/** The title of the parameters, or the search in its place. */
export function PanelHead({ search, onSearch, setCount, onReset }: HeadProps) {
  const key = useKey('search');
  return (
    <div className="flex h-10 items-center gap-1 ps-4 pe-2.5 pt-1.5">
      {search === null ? (
        <>
          <h2 className="flex-1 text-sm font-semibold">Parameters</h2>
          <IconButton
            label="Search parameters"
            shortcut={key}
            size="iconSm"
            onClick={() => onSearch('')}
          >
            <Search aria-hidden className="size-4" />
          </IconButton>
          {setCount > 0 && (
            <Button variant="ghost" size="sm" title={`Unset all ${setCount}`} onClick={onReset}>
              Reset all
            </Button>
          )}
        </>
      ) : (
        <input
          type="search"
          aria-label="Search parameters"
          placeholder="Name or group"
          autoComplete="off"
          spellCheck={false}
          ref={focusAtFirst}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onBlur={() => search === '' && onSearch(null)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            onSearch(null);
          }}
          className="control h-7 min-w-0 flex-1 px-2 text-sm"
        />
      )}
    </div>
  );
}

function focusAtFirst(field: HTMLInputElement | null) {
  field?.focus();
}
