import Braces from 'lucide-react/icons/braces';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import type { JsonFieldProps } from '../json/plain-json';

const JsonDialog = named(() => import('../json/json-dialog'), 'JsonDialog');

/** JSON needs more room than the panel has: it is edited in a dialog. */
export function JsonButton(props: JsonFieldProps) {
  const { label, error } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="dialog"
        aria-description={label}
        onClick={() => setOpen(true)}
      >
        <Braces aria-hidden className="size-3.5" /> Edit as JSON
      </Button>
      {error !== undefined && !isOpen && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {error}
        </p>
      )}
      <Opening>{isOpen && <JsonDialog {...props} onClose={() => setOpen(false)} />}</Opening>
    </>
  );
}
