import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { IconButton } from '@/ui/icon-button';

type Props = {
  /** The versions of a message, in the order of their making. */
  keys: readonly string[];
  shown: string;
  isBusy: boolean;
  onShow: (key: string) => void;
};

/** Which of several versions of a message is shown, with the branch that follows it. At an end the focus stays. */
export function VersionSwitch({ keys, shown, isBusy, onShow }: Props) {
  if (keys.length < 2) return null;
  const at = keys.indexOf(shown);
  const step = (by: number) => onShow(keys[at + by] ?? '');
  return (
    <fieldset className="flex items-center text-xs text-ink-3 tabular-nums">
      <legend className="sr-only">Version</legend>
      <IconButton
        label="Version before"
        size="iconSm"
        disabled={isBusy}
        notNow={at === 0 ? 'The first version' : null}
        onClick={() => step(-1)}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </IconButton>
      <span className="px-1">
        {at + 1} of {keys.length}
      </span>
      <IconButton
        label="Version after"
        size="iconSm"
        disabled={isBusy}
        notNow={at === keys.length - 1 ? 'The last version' : null}
        onClick={() => step(1)}
      >
        <ChevronRight aria-hidden className="size-3.5" />
      </IconButton>
    </fieldset>
  );
}
