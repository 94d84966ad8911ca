import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';

type Props = { setCount: number; hasProblem: boolean; children: ReactNode };

/** The parameters that few need, folded; those among them that are set are counted, and a problem opens them. */
export function MoreParameters({ setCount, hasProblem, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen || hasProblem;
  return (
    <div className="mt-1 border-t border-line pt-2">
      <Button
        variant="ghost"
        size="sm"
        className="-ml-2"
        aria-expanded={isShown}
        onClick={() => setOpen(!isShown)}
      >
        <ChevronRight
          aria-hidden
          className={`size-3.5 transition-transform ${isShown ? 'rotate-90' : ''}`}
        />
        More parameters
        {setCount > 0 && <span className="text-ink-3">{setCount} set</span>}
      </Button>
      {isShown && children}
    </div>
  );
}
