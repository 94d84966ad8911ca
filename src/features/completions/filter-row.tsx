import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import { useKeys } from '@/components/keys/use-keys';
import { type ReactNode, Suspense, useState } from 'react';
import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { isPlain } from '@/lib/listing-params';
import { Button } from '@/ui/button';
import { isOneLine } from '@/ui/line-input';
import { named } from '@/ui/lazily';
import { KeysHeld } from '@/ui/opening';
import { changed, type ShowSearch, withoutFilters } from './use-completion-search';

// Comes with the rows.
const FilterTokens = named(
  () => import(/* soon */ '@/components/filters/filter-tokens'),
  'FilterTokens',
);

type Props = {
  connection: Connection;
  search: CompletionSearch;
  rows: readonly CompletionSummary[];
  onChange: ShowSearch;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  /** Those that the source takes no notice of. */
  ignored: readonly Filter[];
  /** At the end of the row. */
  children: ReactNode;
};

/** Every filter that is on, and what the URL says that cannot be used. */
export function FilterRow(props: Props) {
  const { connection, search, rows, onChange, plainLabel, ignored, children } = props;
  const { filters, unknown } = search;
  const [isAsked, setAsked] = useState(false);
  // The text has a field of its own, in which it can be seen and removed, if a field can hold it.
  const isInField = ({ field, value }: Filter) =>
    plainLabel === null && field === 'q' && isOneLine(value);
  function reasonOf(filter: Filter): string | null {
    if (plainLabel === null) return null;
    if (!isPlain(filter, filters)) return `not used: ${plainLabel} cannot filter by it`;
    return ignored.includes(filter) ? `${plainLabel} ignores this filter: showing all` : null;
  }
  return (
    <div className="flex items-center gap-2 border-b border-line px-5 pb-2">
      <Suspense
        fallback={
          <span className="h-7 flex-1">
            <AskedAhead isAsked={isAsked} onAsk={() => setAsked(true)} />
          </span>
        }
      >
        <FilterTokens
          {...{ connection, filters, rows, plainLabel, reasonOf }}
          isHidden={isInField}
          isAsked={isAsked}
          unread={unknown}
          onChange={(next) => onChange(changed(search, { filters: next }))}
          onDropUnread={(index) =>
            onChange({ ...search, unknown: unknown.filter((_, other) => other !== index) })
          }
        />
      </Suspense>
      <span className="flex shrink-0 items-center gap-1 self-start">
        {filters.length > 0 && (
          <Button
            variant="ghost"
            size="sm"
            aria-label="Clear filters"
            onClick={() => onChange(withoutFilters(search))}
          >
            Clear
          </Button>
        )}
        {children}
      </span>
    </div>
  );
}

/** The key was pressed before the filters were there: they open once they are, and letters until then are theirs. */
function AskedAhead({ isAsked, onAsk }: { isAsked: boolean; onAsk: () => void }) {
  useKeys({ addFilter: onAsk });
  return isAsked && <KeysHeld />;
}
