import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { Link } from 'react-router-dom';
import type { TrashedCompletion } from '@/api/trash';
import { ProviderMark } from '@/components/provider-mark';
import { StatusGlyph } from '@/components/status-glyph';
import { useRestore } from '@/components/use-restore';
import { formatDateTime, formatDays, formatNumber, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { unmarked } from '@/lib/unmarked';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { Checkbox } from '@/ui/checkbox';
import { IconButton } from '@/ui/icon-button';
import type { RowName } from './row-names';

type Props = {
  row: TrashedCompletion;
  name: RowName;
  isSelected: boolean;
  onSelect: (isOn: boolean) => void;
  onErase: () => void;
};

const DELETED = 'w-22 shrink-0';
const BY = 'w-40 shrink-0 max-sm:order-2 max-sm:w-auto max-sm:max-w-28';
const MODEL = 'w-36 shrink-0 max-sm:w-auto max-sm:min-w-0 max-sm:flex-1 max-sm:shrink';
const TEXT = 'min-w-0 flex-1';
const ERASED = 'w-20 shrink-0';

/** In the order of a row, beside its box, its glyph and its buttons. */
export const TRASH_COLUMNS = [
  { name: 'Deleted', className: DELETED },
  { name: 'By', className: BY },
  { name: 'Model', className: MODEL },
  { name: 'Input', className: TEXT },
  { name: 'Output', className: TEXT },
  { name: 'Erased', className: `${ERASED} text-end` },
];

/** On one line where there is room, with the columns of the others; on a phone in three. */
export function TrashRow({ row, name, isSelected, onSelect, onErase }: Props) {
  const { restore, isPending } = useRestore();
  const lack = useLack('delete');

  return (
    <li
      aria-label={name.full}
      data-selected={isSelected || undefined}
      className="flex min-h-10 items-center gap-x-3 border-b border-line px-5 py-1 text-sm hover:bg-hover data-selected:bg-accent-soft max-lg:flex-wrap max-lg:py-2.5"
    >
      <Checkbox
        hideLabel
        label={`Select ${name.full}`}
        checked={isSelected}
        onChange={({ target }) => onSelect(target.checked)}
      />
      <span className="flex w-4 shrink-0">
        <StatusGlyph row={row} />
      </span>
      <p className={`${DELETED} truncate text-xs text-ink-2`}>
        <span className="sr-only">Deleted </span>
        <time
          dateTime={new Date(row.deleted_at * 1_000).toISOString()}
          title={formatDateTime(row.deleted_at)}
        >
          {formatRelativeTime(row.deleted_at)}
        </time>
      </p>
      <p className={`${BY} truncate text-xs text-ink-2`}>
        <By of={row.deleted_by} />
      </p>
      <p className={`${MODEL} flex items-center gap-1.5 text-xs`}>
        {row.provider !== null && <ProviderMark name={row.provider} />}
        <bdi className="truncate">{shownText(row.model)}</bdi>
      </p>
      <p className={`${TEXT} text-ink-2 max-lg:order-1 max-lg:basis-full`}>
        <bdi data-preview className="block truncate">
          {name.text}
        </bdi>
      </p>
      <p className={`${TEXT} truncate max-lg:order-1 max-lg:basis-full`}>
        <Answer text={row.output_preview} />
      </p>
      <p
        title={formatDateTime(row.erased_at)}
        className={`${ERASED} text-xs text-ink-3 max-lg:order-2 max-lg:w-auto lg:text-end`}
      >
        <span className="lg:sr-only">Erased </span>
        {timeLeft(row.erased_at)}
      </p>
      <div className="flex shrink-0 gap-1 max-lg:order-2 max-lg:ms-auto">
        <IconButton
          size="iconSm"
          className="max-sm:size-11"
          label={`Restore ${name.short}`}
          loading={isPending}
          notNow={lack}
          onClick={() => void restore(row.id)}
        >
          <RotateCcw aria-hidden className="size-3.5" />
        </IconButton>
        <IconButton
          size="iconSm"
          className="max-sm:size-11"
          variant="dangerGhost"
          label={`Erase now: ${name.short}`}
          aria-haspopup="dialog"
          notNow={lack}
          onClick={onErase}
        >
          <Trash2 aria-hidden className="size-3.5" />
        </IconButton>
      </div>
    </li>
  );
}

function Answer({ text }: { text: TrashedCompletion['output_preview'] }) {
  if (!text) return <span className="text-ink-3">No answer</span>;
  return (
    <bdi data-preview className="block truncate">
      {shownText(unmarked(text))}
    </bdi>
  );
}

function By({ of }: { of: TrashedCompletion['deleted_by'] }) {
  if (of === null) return 'One by one';
  if (of.rule !== null)
    return (
      <>
        Rule{' '}
        <Link to={paths.data('retention')} className="text-accent-ink underline">
          <bdi>{shownText(of.rule) || 'without a name'}</bdi>
        </Link>
      </>
    );
  return (
    <>
      <bdi>{shownText(of.actor ?? 'No name given')}</bdi>
      {of.count > 1 && `, ${formatNumber(of.count)} at once`}
    </>
  );
}

/** Rounded up: what says "1 day" today is still there tomorrow morning. */
function timeLeft(erasedAt: number): string {
  const days = Math.ceil((erasedAt - Date.now() / 1_000) / 86_400);
  if (days < 1) return 'soon';
  return `${days === 1 ? 'within' : 'in'} ${formatDays(days)}`;
}
