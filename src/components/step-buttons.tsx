import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { useKey } from '@/components/keys/key-store';
import { IconButton } from '@/ui/icon-button';

type Props = { onPrevious: (() => void) | undefined; onNext: (() => void) | undefined };

/** To the completions before and after the one shown; the keys they name belong to whoever shows them. */
export function StepButtons({ onPrevious, onNext }: Props) {
  return (
    <>
      <IconButton
        label="Previous"
        shortcut={useKey('previous')}
        disabled={!onPrevious}
        onClick={onPrevious}
      >
        <ChevronUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Next" shortcut={useKey('next')} disabled={!onNext} onClick={onNext}>
        <ChevronDown aria-hidden className="size-4" />
      </IconButton>
    </>
  );
}
