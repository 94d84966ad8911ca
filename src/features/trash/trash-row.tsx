import RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { TrashedCompletion } from '@/api/trash';
import { useRestore } from '@/components/use-restore';
import { shownText } from '@/lib/shown-text';
import { formatDateTime, formatNumber, formatRelativeTime } from '@/lib/format';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';

type Props = {
  row: TrashedCompletion;
  isSelected: boolean;
  onSelect: (isOn: boolean) => void;
  onErase: () => void;
};

export function TrashRow({ row, isSelected, onSelect, onErase }: Props) {
  const { restore, isPending } = useRestore();
  const name = shownText(row.input_preview || row.id);

  return (
    <li
      aria-label={name}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 hover:bg-hover"
    >
      <Checkbox
        hideLabel
        label={`Select ${name}`}
        checked={isSelected}
        onChange={({ target }) => onSelect(target.checked)}
      />
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate text-sm" dir="auto">
          {name}
        </p>
        <p className="truncate text-xs text-ink-3" dir="auto">
          {shownText(row.output_preview || 'No answer')}
        </p>
      </div>
      <p className="w-36 truncate font-mono text-xs text-ink-2 max-sm:w-full max-sm:pl-10">
        {shownText(row.model)}
      </p>
      <p className="w-40 text-xs text-ink-3 max-sm:w-full max-sm:pl-10">
        <time
          dateTime={new Date(row.deleted_at * 1_000).toISOString()}
          title={formatDateTime(row.deleted_at)}
        >
          Deleted {formatRelativeTime(row.deleted_at)}
        </time>
        <br />
        <span title={formatDateTime(row.erased_at)}>{timeLeft(row.erased_at)}</span>
      </p>
      <div className="flex gap-2 max-sm:pl-10">
        <Button size="sm" loading={isPending} onClick={() => void restore(row.id)}>
          <RotateCcw aria-hidden className="size-3.5" />
          Restore
        </Button>
        <Button size="sm" variant="dangerGhost" onClick={onErase}>
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
