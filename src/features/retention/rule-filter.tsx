import { LOCAL_CONNECTION } from '@/api/connection';
import { FilterTokens } from '@/components/filters/filter-tokens';
import { readFilters } from '#contract/filter';
import { whereText } from './rule-text';

type Props = { where: string; onChange: (where: string) => void };

/** The filter of a rule, edited as in the table; what cannot be read is shown, and has to go. */
export function RuleFilter({ where, onChange }: Props) {
  const { filters, unread } = readFilters(new URLSearchParams(where));
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">Only where (optional)</legend>
      <FilterTokens
        connection={LOCAL_CONNECTION}
        filters={filters}
        rows={[]}
        plainLabel={null}
        onChange={(next) => onChange(whereText(next, unread))}
        unread={unread.map(({ name, value }) => [name, value])}
        onDropUnread={(dropped) =>
          onChange(
            whereText(
              filters,
              unread.filter((_, index) => index !== dropped),
            ),
          )
        }
      />
    </fieldset>
  );
}
