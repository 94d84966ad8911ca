import { useState } from 'react';
import Merge from 'lucide-react/icons/merge';
import { Link } from 'react-router-dom';
import type { Filter } from '#contract/filter';
import { completionsText } from '@/components/jobs/job-text';
import { filterText } from '@/lib/completion-search';
import { formatCount, formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Note } from '@/ui/note';
import { ShareBar } from '@/ui/share-bar';
import { likeliest, lookAlikes, type MetadataKey } from './look-alikes';
import { MergeBar } from './merge-bar';
import { tagLine, type TagLine } from './tag-draft';

export type MetadataChange = { filters: Filter[]; lines: TagLine[] };

type Props = {
  facet: MetadataKey;
  /** Keys that look like one. */
  alike: readonly MetadataKey[][];
  onChange: (change: MetadataChange) => void;
};

/** The values of one key with their counts, what looks like one, and the ways to change them everywhere. */
export function MetadataValues({ facet, alike, onChange }: Props) {
  const { key, count, distinct, values } = facet;
  const lack = useLack('write');
  const has: Filter = { field: 'metadata_exists', value: key };
  const most = values[0]?.count ?? 1;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const merged = values.filter(({ value }) => chosen.includes(value));
  return (
    <section aria-label={key} className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-5 py-2.5">
        <h2 className="min-w-0 font-mono text-sm font-semibold wrap-anywhere">{shownText(key)}</h2>
        <Link to={tableOf(has)} className="text-sm text-accent-ink tabular-nums hover:underline">
          {completionsText(count)}
        </Link>
        <span className="text-sm text-ink-3 tabular-nums">{formatCount(distinct, 'value')}</span>
        <span className="ms-auto flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            notNow={lack}
            onClick={() => onChange({ filters: [has], lines: [tagLine('rename', key)] })}
          >
            Rename key…
          </Button>
          <Button
            size="sm"
            variant="dangerGhost"
            notNow={lack}
            onClick={() => onChange({ filters: [has], lines: [tagLine('remove', key)] })}
          >
            Remove key…
          </Button>
        </span>
      </div>
      <AlikeKey {...{ facet, alike, onChange }} />
      {lookAlikes(values, ({ value }) => value).map((group) => (
        <AlikeValues
          key={group[0]?.value}
          group={group}
          onChoose={() => setChosen(group.map(({ value }) => value))}
        />
      ))}
      <ul aria-label={`Values of ${key}`} className="text-sm">
        {values.map((each) => (
          <ValueRow
            key={each.value}
            name={key}
            {...each}
            share={each.count / most}
            isChosen={chosen.includes(each.value)}
            onChoose={(isOn) =>
              setChosen(
                isOn ? [...chosen, each.value] : chosen.filter((other) => other !== each.value),
              )
            }
            onChange={onChange}
          />
        ))}
      </ul>
      {distinct > values.length && (
        <p className="px-5 py-2 text-xs text-ink-3">
          The {formatNumber(values.length)} most frequent of {formatNumber(distinct)}
        </p>
      )}
      {merged.length > 0 && <MergeBar name={key} values={merged} onClose={() => setChosen([])} />}
    </section>
  );
}

type RowProps = Pick<Props, 'onChange'> & {
  name: string;
  value: string;
  count: number;
  /** Of the most frequent one. */
  share: number;
  isChosen: boolean;
  onChoose: (isOn: boolean) => void;
};

function ValueRow({ name, value, count, share, isChosen, onChoose, onChange }: RowProps) {
  const lack = useLack('write');
  const pair: Filter = { field: 'metadata', key: name, value };
  return (
    <li
      data-selected={isChosen || undefined}
      className="flex min-h-9 items-center gap-3 border-b border-line px-5 py-1 hover:bg-hover data-selected:bg-accent-soft"
    >
      <Checkbox
        hideLabel
        label={`Choose ${name}=${value}`}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <span className="flex min-w-0 flex-1">
        <Link
          to={tableOf(pair)}
          className="truncate rounded-sm bg-sunken px-1.5 text-xs/5 inset-ring inset-ring-line hover:underline"
          dir="auto"
        >
          {value === '' ? '(empty)' : shownText(value)}
        </Link>
      </span>
      <ShareBar share={share} ground="bg-accent" className="w-28 max-sm:hidden" />
      <span className="w-14 text-right tabular-nums">{formatNumber(count)}</span>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Rename ${name}=${value}`}
        notNow={lack}
        onClick={() => onChange({ filters: [pair], lines: [tagLine('replace', name, value)] })}
      >
        Rename…
      </Button>
    </li>
  );
}

function AlikeKey({ facet, alike, onChange }: Props) {
  const lack = useLack('write');
  const target = likeliest(facet, alike);
  if (!target) return null;
  const { key, count } = facet;
  const filters: Filter[] = [{ field: 'metadata_exists', value: key }];
  return (
    <Note
      className="mx-5 my-3"
      icon={<Merge aria-hidden />}
      actions={
        <Button
          size="sm"
          notNow={lack}
          onClick={() =>
            onChange({ filters, lines: [{ ...tagLine('rename', key), next: target.key }] })
          }
        >
          Merge into {shownText(target.key)}…
        </Button>
      }
    >
      This key looks like {shownText(target.key)}, which is set on {completionsText(target.count)}.
      Merging would change {completionsText(count)}.
    </Note>
  );
}

type AlikeProps = { group: readonly { value: string; count: number }[]; onChoose: () => void };

function AlikeValues({ group, onChoose }: AlikeProps) {
  const together = group.reduce((all, { count }) => all + count, 0);
  return (
    <Note
      className="mx-5 my-3"
      icon={<Merge aria-hidden />}
      actions={
        <Button size="sm" onClick={onChoose}>
          Choose the {formatNumber(group.length)}
        </Button>
      }
    >
      {formatNumber(group.length)} values look like one:{' '}
      {group.map(({ value }) => shownText(value)).join(', ')}. Together {formatNumber(together)}.
    </Note>
  );
}

function tableOf(filter: Filter): string {
  return paths.completions(filterText(filter));
}
