import Undo2 from 'lucide-react/icons/undo-2';
import { useKey } from '@/components/keys/key-store';
import { formatCount } from '@/lib/format';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { Kbd } from '@/ui/kbd';

type Props = {
  /** How many questions are to be answered before one goes on. */
  open: number;
  /** Undefined where it is not possible. */
  onUndo: (() => void) | undefined;
  onSkip: (() => void) | undefined;
  onSave: (() => void) | undefined;
};

/** Back, past this one, and on. */
export function ReviewFoot({ open, onUndo, onSkip, onSave }: Props) {
  const reason = open > 0 ? `${formatCount(open, 'question')} open` : undefined;
  return (
    <footer className="flex shrink-0 flex-wrap items-center justify-end gap-1 border-t border-line px-2 py-2.5 max-sm:px-2.5 max-sm:py-1.5">
      <Button
        variant="ghost"
        size="sm"
        className={cx('mr-auto', LARGE)}
        disabled={!onUndo}
        onClick={onUndo}
      >
        <Undo2 aria-hidden className="size-4" /> Undo <Key>{useKey('undo')}</Key>
      </Button>
      <Button variant="ghost" size="sm" className={LARGE} disabled={!onSkip} onClick={onSkip}>
        Skip <Key>{useKey('next')}</Key>
      </Button>
      {onSave && (
        <Button
          variant={open === 0 ? 'primary' : 'secondary'}
          size="sm"
          className={LARGE}
          aria-disabled={open > 0 || undefined}
          title={reason}
          onClick={onSave}
        >
          Save and next <Key>Mod+Enter</Key>
        </Button>
      )}
      <output className="sr-only">{reason ?? 'All questions are answered'}</output>
    </footer>
  );
}

const LARGE = 'max-sm:h-11';

function Key({ children }: { children: string | null }) {
  return (
    <Kbd aria-hidden className="max-sm:hidden">
      {children}
    </Kbd>
  );
}
