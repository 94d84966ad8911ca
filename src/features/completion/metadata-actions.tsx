import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';

type Props = {
  isSaving: boolean;
  /** Why it cannot be saved as it is; null when it can. */
  reason: string | null;
  onDiscard: () => void;
};

/** For all pairs that were changed: they are stored together. */
export function MetadataActions({ isSaving, reason, onDiscard }: Props) {
  return (
    <footer className="flex flex-wrap items-center gap-1.5">
      <Button
        type="submit"
        size="sm"
        variant="primary"
        disabled={reason !== null}
        loading={isSaving}
      >
        Save <Kbd aria-hidden>Enter</Kbd>
      </Button>
      <Button size="sm" variant="ghost" onClick={onDiscard}>
        Discard
      </Button>
      {reason !== null && <p className="w-full text-xs text-ink-3">{reason}</p>}
    </footer>
  );
}
