import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { useLack } from '@/queries/access';
import { Button } from '@/ui/button';
import { RuleEditor } from './rule-editor';

type Props = { variant?: 'primary'; size?: 'sm' };

export function AddRule({ variant, size }: Props) {
  const [isOpen, setOpen] = useState(false);
  const lack = useLack('admin');
  return (
    <>
      <Button
        {...{ variant, size }}
        aria-haspopup="dialog"
        notNow={lack}
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden className="size-4" />
        New rule
      </Button>
      {isOpen && <RuleEditor rule={null} onClose={() => setOpen(false)} />}
    </>
  );
}
