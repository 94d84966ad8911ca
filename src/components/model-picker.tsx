import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { Suspense } from 'react';
import { modelWords } from '@/components/models/model-words';
import { ProviderMark } from '@/components/provider-mark';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { type Placement, Popover } from '@/ui/popover';

const ModelChoices = named(() => import('@/components/models/model-choices'), 'ModelChoices');

type Props = {
  model: string;
  onPick: (model: string) => void;
  /** Within a line of other controls, without the frame of a field. */
  isQuiet?: boolean;
  placement?: Placement;
};

/** Chooses a model of the current source; any other name can be typed as well, since lists are not always complete. */
export function ModelPicker({ isQuiet = false, placement, ...props }: Props) {
  const { model } = props;
  return (
    <Popover
      aria-label="Choose a model"
      placement={placement ?? (isQuiet ? 'top-start' : undefined)}
      className="w-[47rem] max-w-[calc(100vw-2rem)] p-1"
      trigger={
        isQuiet ? (
          <Button
            variant="ghost"
            size="sm"
            className="max-w-56 min-w-0 shrink"
            aria-label={`Change the model, now ${model || 'none'}`}
          >
            <ProviderMark name={model || '?'} />
            <span className="min-w-0 truncate">{modelWords(model) || 'Choose a model'}</span>
            <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
          </Button>
        ) : (
          <Button className="w-full" aria-label={`Model: ${model || 'none'}`}>
            <ProviderMark name={model || '?'} />
            <span className="min-w-0 flex-1 truncate text-left">
              {modelWords(model) || 'Choose a model'}
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
          </Button>
        )
      }
    >
      <Suspense fallback={<p className="px-2 py-3 text-xs text-ink-3">Loading the models…</p>}>
        <ModelChoices {...props} />
      </Suspense>
    </Popover>
  );
}
