import { Button, type ButtonLook } from '@/ui/button';
import { SAMPLES } from './sample-ids';
import type { useSamples } from './use-samples';

type Props = ButtonLook & { samples: ReturnType<typeof useSamples> };

export function AddSamples({ samples, ...look }: Props) {
  return (
    <Button
      {...look}
      loading={samples.isAdding}
      notNow={samples.lackToAdd}
      onClick={samples.add}
    >{`Add ${SAMPLES} samples`}</Button>
  );
}

export function RemoveSamples({ samples, ...look }: Props) {
  return (
    <Button
      {...look}
      loading={samples.isRemoving}
      notNow={samples.lackToRemove}
      onClick={samples.remove}
    >
      Remove all samples
    </Button>
  );
}
