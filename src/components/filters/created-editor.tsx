import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Connection } from '@/api/connection';
import { ageOf, type Filter, secondOf } from '#contract/filter';
import { formatNumber } from '@/lib/format';
import { timeRangeWords } from '@/lib/time-range-text';
import { readTime, type TimeRange, unreadWords } from '@/lib/typed-time';
import { countQuery } from '@/queries/count-query';
import { ComboboxInput } from '@/ui/combobox-input';
import { focusNew } from '@/ui/focus-new';
import { isComposing } from '@/ui/is-composing';
import { nextOption } from '@/ui/next-option';
import { Kbd } from '@/ui/kbd';
import { Switch } from '@/ui/switch';
import { CreatedCalendar } from './created-calendar';
import { createdFilters } from './tokens';

const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const EXAMPLES = ['25m', '7d', '15–28 Nov', 'since mon 9:00', 'older than 20d', 'oct'];

type Props = {
  connection: Connection;
  range: TimeRange;
  ahead: string;
  /** The conditions beside this one, for the counts. */
  others: readonly Filter[];
  /** `inside`: of what is closed then; null: it stays. */
  onTake: (filters: Filter[], inside: Element | null) => void;
};

/** A time that is typed: how it is read stands below it with its count, and Enter takes the first reading. */
export function CreatedEditor({ connection, range, ahead, others, onTake }: Props) {
  const [now] = useState(() => new Date());
  const [typed, setTyped] = useState(ahead);
  const [isMoving, setMoving] = useState(true);
  const readings = readTime(typed, now);
  const shown = readings[0] ?? range;
  const moves = [shown.after, shown.before].some((end) => end !== undefined && ageOf(end) !== null);

  function take(reading: TimeRange | undefined, inside: Element | null) {
    if (reading) onTake(createdFilters(isMoving ? reading : fixed(reading, now)), inside);
  }
  function takeDays(days: TimeRange) {
    setTyped('');
    take(days, null);
  }
  return (
    <div className="flex max-md:flex-col">
      <div className="min-w-0 flex-1 p-2 md:w-96">
        <Readings
          {...{ connection, others, typed, readings, now }}
          onType={setTyped}
          onTake={take}
        />
        <Examples {...{ connection, others, now }} onPick={setTyped} />
        <Switch
          className="mt-2 flex-row-reverse border-t border-line pt-3"
          label="Moves with now"
          hint={
            moves
              ? `Saved views and rules keep “${timeRangeWords(shown, now)}”`
              : `In your time zone, ${ZONE}. These are fixed days.`
          }
          disabled={!moves}
          checked={moves && isMoving}
          onChange={setMoving}
        />
      </div>
      <CreatedCalendar {...{ connection, others, now }} range={shown} onTake={takeDays} />
    </div>
  );
}

type ReadingsProps = {
  connection: Connection;
  others: readonly Filter[];
  typed: string;
  readings: readonly TimeRange[];
  now: Date;
  onType: (typed: string) => void;
  onTake: (reading: TimeRange | undefined, inside: Element) => void;
};

function Readings(props: ReadingsProps) {
  const { connection, others, typed, readings, now, onType, onTake } = props;
  const [at, setAt] = useState(0);
  const id = useId();
  const active = Math.min(at, readings.length - 1);
  const isUnread = typed.trim() !== '' && readings.length === 0;

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event) || event.altKey) return;
    const isStep = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const to = isStep ? nextOption(event.key, active, readings.length) : undefined;
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter') onTake(readings[active], event.currentTarget);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <ComboboxInput
        ref={focusNew}
        data-autofocus
        label="Created"
        listId={id}
        active={active}
        aria-expanded={readings.length > 0}
        aria-invalid={isUnread}
        aria-describedby={`${id}-unread`}
        placeholder="Type a time, as 7d or 15–28 Nov"
        value={typed}
        onType={(text) => {
          onType(text);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="control h-8 w-full px-2.5 text-sm"
      />
      <div
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
        role="listbox"
        aria-label="Read as"
        className="mt-1"
      >
        {readings.map((reading, index) => (
          // The keyboard stays in the field, which names the active one.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={timeRangeWords(reading, now)}
            id={`${id}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            aria-selected={index === active}
            onPointerMove={() => setAt(index)}
            onClick={({ currentTarget }) => onTake(reading, currentTarget)}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm aria-selected:bg-accent-soft pointer-coarse:h-11"
          >
            <span className="min-w-0 flex-1 truncate first-letter:uppercase">
              {timeRangeWords(reading, now)}
            </span>
            <Count {...{ connection, others }} range={reading} />
            {index === active && <Kbd className="text-ink-3">Enter</Kbd>}
          </div>
        ))}
      </div>
      <output id={`${id}-unread`} className="block px-2 text-xs text-danger-ink">
        {isUnread && unreadWords(typed)}
      </output>
    </>
  );
}

type ExamplesProps = Pick<ReadingsProps, 'connection' | 'others' | 'now'> & {
  onPick: (example: string) => void;
};

function Examples({ connection, others, now, onPick }: ExamplesProps) {
  return (
    <section aria-label="You can write" className="mt-2">
      <h2 className="px-2 pb-1 text-xs text-ink-3">You can write</h2>
      <ul>
        {EXAMPLES.map((example) => {
          const [range] = readTime(example, now);
          return (
            <li key={example}>
              <button
                type="button"
                onClick={({ currentTarget }) => {
                  onPick(example);
                  currentTarget.closest('[popover]')?.querySelector('input')?.focus();
                }}
                className="flex min-h-7 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-hover pointer-coarse:min-h-11"
              >
                <code className="w-28 shrink-0 text-xs">{example}</code>
                <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
                  {range && timeRangeWords(range, now)}
                </span>
                {range && <Count {...{ connection, others, range }} />}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type CountProps = Pick<ReadingsProps, 'connection' | 'others'> & { range: TimeRange };

function Count({ connection, others, range }: CountProps) {
  const { data: total } = useQuery(countQuery(connection, [...others, ...createdFilters(range)]));
  if (!total) return null;
  return (
    <span className="shrink-0 text-xs text-ink-3 tabular-nums">
      {total.relation === 'estimate' && '~'}
      {formatNumber(total.value)}
    </span>
  );
}

function fixed({ after, before }: TimeRange, now: Date): TimeRange {
  const moment = (end: string | undefined) =>
    end === undefined ? undefined : String(secondOf(end, now.getTime()));
  return { after: moment(after), before: moment(before) };
}
