import RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { TrashedCompletion } from '@/api/trash';
import { ProviderMark } from '@/components/provider-mark';
import { useRestore } from '@/components/use-restore';
import { formatDateTime, formatNumber, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { useLack } from '@/queries/access';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';

type Props = {
  row: TrashedCompletion;
  isSelected: boolean;
  onSelect: (isOn: boolean) => void;
  onErase: () => void;
};

/** On one line where there is room, with the columns of the others; on a phone in three. */
export function TrashRow({ row, isSelected, onSelect, onErase }: Props) {
  const { restore, isPending } = useRestore();
  const lack = useLack('delete');
  const name = shownText(row.input_preview || row.id);

  return (
    <li
      aria-label={name}
      data-selected={isSelected || undefined}
      className="flex min-h-10 items-center gap-x-4 border-b border-line px-5 py-1 text-sm hover:bg-hover data-selected:bg-accent-soft max-lg:flex-wrap max-lg:py-2.5"
    >
      <Checkbox
        hideLabel
        label={`Select ${name}`}
        checked={isSelected}
        onChange={({ target }) => onSelect(target.checked)}
      />
      <p className="w-24 shrink-0 text-xs text-ink-2">
        <span className="sr-only">Deleted </span>
        <time
          dateTime={new Date(row.deleted_at * 1_000).toISOString()}
          title={formatDateTime(row.deleted_at)}
        >
          {formatRelativeTime(row.deleted_at)}
        </time>
      </p>
      <p className="flex w-36 shrink-0 items-center gap-1.5 text-xs text-ink-2">
        {row.provider !== null && <ProviderMark name={row.provider} />}
        <bdi className="truncate">{shownText(row.model)}</bdi>
      </p>
      <p className="min-w-0 flex-1 truncate text-ink-2 max-lg:order-1 max-lg:basis-full">
        <bdi data-preview>{name}</bdi>
      </p>
      <p className="min-w-0 flex-1 truncate max-lg:order-1 max-lg:basis-full">
        {row.output_preview ? (
          <bdi data-preview>{shownText(row.output_preview)}</bdi>
        ) : (
          <span className="text-ink-3">No answer</span>
        )}
      </p>
      <p
        title={formatDateTime(row.erased_at)}
        className="w-28 shrink-0 text-right text-xs text-ink-3 max-lg:order-2 max-lg:w-auto"
      >
        {timeLeft(row.erased_at)}
      </p>
      <div className="flex shrink-0 gap-1 max-lg:order-2 max-lg:ms-auto">
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Restore ${name}`}
          loading={isPending}
          notNow={lack}
          onClick={() => void restore(row.id)}
        >
          <RotateCcw aria-hidden className="size-3.5" />
          Restore
        </Button>
        <Button
          size="sm"
          variant="dangerGhost"
          aria-label={`Erase now: ${name}`}
          aria-haspopup="dialog"
          notNow={lack}
          onClick={onErase}
        >
          Erase now
        </Button>
      </div>
    </li>
  );
}

/** Rounded up: what says "1 day" today is still there tomorrow morning. */
function timeLeft(erasedAt: number): string {
  const days = Math.ceil((erasedAt - Date.now() / 1_000) / 86_400);
  if (days < 1) return 'Erased soon';
  return days === 1 ? 'Erased within 1 day' : `Erased in ${formatNumber(days)} days`;
}
