import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { useKey } from '@/components/keys/key-store';
import { IconButton } from '@/ui/icon-button';

type Props = { onPrevious: (() => void) | undefined; onNext: (() => void) | undefined };

/** To the completions before and after the one shown; the keys they name belong to whoever shows them. At an end the focus stays. */
export function StepButtons({ onPrevious, onNext }: Props) {
  return (
    <>
      <IconButton
        label="Previous"
        shortcut={useKey('previous')}
        notNow={onPrevious ? null : 'The first of the list'}
        onClick={onPrevious}
      >
        <ChevronUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label="Next"
        shortcut={useKey('next')}
        notNow={onNext ? null : 'The last of the list'}
        onClick={onNext}
      >
        <ChevronDown aria-hidden className="size-4" />
      </IconButton>
    </>
  );
}
