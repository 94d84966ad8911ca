import type { ComponentProps } from 'react';
import { Dialog } from '@/ui/dialog';
import { WireView } from './wire-view';

type Props = ComponentProps<typeof WireView> & { onClose: () => void };

export function WireDialog({ onClose, ...view }: Props) {
  return (
    <Dialog title="Wire view" onClose={onClose} className="w-[min(56rem,calc(100vw-2rem))]">
      <WireView {...view} />
    </Dialog>
  );
}
