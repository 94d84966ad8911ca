import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useState } from 'react';
import type { AuditCount } from '#contract/wire/audit';
import { TokenFrame, TokenPart } from '@/components/filters/token-frame';
import { type Option, OptionList } from '@/components/filters/option-list';
import { hasWords } from '@/lib/has-words';
import { timeRangeText, timeRangeWords } from '@/lib/time-range-text';
import { readTime, type TimeRange } from '@/lib/typed-time';
import { Button } from '@/ui/button';
import { closePopover, Popover } from '@/ui/popover';
import { actorName, type AuditFilter, countsBy } from './audit-filter';

type Props = {
  filter: AuditFilter;
  counts: readonly AuditCount[];
  onChange: (filter: AuditFilter) => void;
};
type Part = keyof AuditFilter;
type Name = (typeof NAMES)[number];

const NAMES = ['topics', 'actors'] as const;

const FIELDS: Record<Part, string> = { topics: 'What', actors: 'Who', range: 'When' };
const AGES = ['1d', '7d', '30d', '90d'];

/** What the log is about, who and when, as tokens with counts, as the table of completions has them. */
export function AuditTokens(props: Props) {
  const { filter, onChange } = props;
  const { range } = filter;
  const isTimed = range.after !== undefined || range.before !== undefined;
  const when = timeRangeText(range);
  return (
    <fieldset
      aria-label="Filters"
      className="flex min-w-0 items-center gap-1.5 max-lg:scrolls-strip lg:flex-wrap"
    >
      {NAMES.filter((part) => filter[part].length > 0).map((part) => (
        <Token
          key={part}
          {...props}
          part={part}
          operator={filter[part].length > 1 ? 'is any of' : 'is'}
          value={filter[part].map((value) => shownName(part, value)).join(', ')}
          onRemove={() => onChange({ ...filter, [part]: [] })}
        />
      ))}
      {isTimed && (
        <Token
          {...props}
          part="range"
          {...when}
          onRemove={() => onChange({ ...filter, range: {} })}
        />
      )}
      <Popover
        aria-label="Add a filter"
        className="w-80 max-w-[calc(100vw-2rem)] p-1"
        trigger={
          <Button variant="ghost" size="sm">
            <Plus aria-hidden className="size-3.5" />
            Filter
          </Button>
        }
      >
        <Adding {...props} />
      </Popover>
    </fieldset>
  );
}

function shownName(part: Name, value: string): string {
  return part === 'actors' ? actorName(value) : value;
}

type TokenProps = Props & {
  part: Part;
  operator: string;
  value: string;
  onRemove: () => void;
};

function Token({ part, operator, value, onRemove, ...props }: TokenProps) {
  const field = FIELDS[part];
  return (
    <TokenFrame words={`${field} ${operator} ${value}`} note={null} onRemove={onRemove}>
      <span className="flex items-center px-2">{field}</span>
      <span className="flex items-center border-s border-inherit px-2 text-ink-3">{operator}</span>
      <TokenPart
        label={`Value of ${field}: ${value}`}
        content={<PartList {...props} part={part} />}
      >
        <bdi className="truncate font-medium text-ink">{value}</bdi>
      </TokenPart>
    </TokenFrame>
  );
}

function Adding(props: Props): ReactNode {
  const [part, setPart] = useState<Part | null>(null);
  if (part !== null) return <PartList {...props} part={part} onBack={() => setPart(null)} />;
  const names: Part[] = [...NAMES, 'range'];
  return (
    <OptionList
      label="Filter by"
      placeholder="What, who or when"
      optionsFor={(typed) =>
        names
          .map((value) => ({ value, label: FIELDS[value] }))
          .filter(({ label }) => hasWords(typed)(label))
      }
      onTake={(value) => setPart(value)}
      nothing="There are What, Who and When."
    />
  );
}

type ListProps = Props & { part: Part; onBack?: () => void };

function PartList({ part, ...props }: ListProps) {
  return part === 'range' ? <Times {...props} /> : <Names {...props} part={part} />;
}

function Names({ part, filter, counts, onChange, onBack }: ListProps & { part: Name }) {
  const chosen = filter[part];
  const known = countsBy(part, counts, filter);
  const all = [...new Set([...known.keys(), ...chosen])];
  function take(value: string, isMore: boolean, inside: Element) {
    const others = chosen.filter((other) => other !== value);
    const more = others.length < chosen.length ? others : [...chosen, value];
    onChange({ ...filter, [part]: isMore ? more : [value] });
    if (!isMore) closePopover(inside);
  }
  return (
    <OptionList
      label={`Values of ${FIELDS[part]}`}
      placeholder="Search values"
      chosen={chosen}
      optionsFor={(typed) =>
        all
          .map((value): Option<string> => ({
            value,
            label: shownName(part, value),
            count: known.get(value) ?? 0,
          }))
          .filter(({ label }) => hasWords(typed)(label))
      }
      onTake={take}
      onBack={onBack}
      nothing="The log has no such value."
    />
  );
}

function Times({ filter, onChange, onBack }: Omit<ListProps, 'part'>) {
  const [now] = useState(() => new Date());
  const ages = AGES.map((after): TimeRange => ({ after }));
  return (
    <OptionList<TimeRange>
      label="Values of When"
      placeholder="Type a time, as 7d or 15–28 Nov"
      optionsFor={(typed) =>
        (typed === '' ? ages : readTime(typed, now)).map((value) => ({
          value,
          label: timeRangeWords(value, now),
        }))
      }
      onTake={(range, _, inside) => {
        onChange({ ...filter, range });
        closePopover(inside);
      }}
      onBack={onBack}
      nothing="Not a time. Try 7d, oct or older than 20d."
    />
  );
}
