import Plus from 'lucide-react/icons/plus';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';

type Props = {
  isChanged: boolean;
  isSaving: boolean;
  /** Why it cannot be saved as it is; null when it can. */
  reason: string | null;
  onAdd: () => void;
  onDiscard: () => void;
};

export function MetadataActions({ isChanged, isSaving, reason, onAdd, onDiscard }: Props) {
  return (
    <footer className="flex flex-wrap items-center gap-2">
      <Button size="sm" data-add-pair onClick={onAdd}>
        <Plus aria-hidden className="size-3.5" />
        Add pair
      </Button>
      {(isChanged || isSaving) && (
        <>
          <Button
            type="submit"
            size="sm"
            variant="primary"
            disabled={reason !== null}
            loading={isSaving}
          >
            Save
          </Button>
          <Button size="sm" variant="ghost" onClick={onDiscard}>
            Discard
          </Button>
          <p className="w-full text-xs text-ink-3">
            {reason ?? (
              <>
                <Kbd>⌘</Kbd> or <Kbd>Ctrl</Kbd> + <Kbd>Enter</Kbd> saves.
              </>
            )}
          </p>
        </>
      )}
    </footer>
  );
}
