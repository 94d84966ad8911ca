import Download from 'lucide-react/icons/download';
import { useState } from 'react';
import { LOCAL_CONNECTION } from '@/api/connection';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';

const ExportDialog = lazily(async () => (await import('./export-dialog')).ExportDialog);
const EVERYTHING = { filters: [] };

/** Everything at once; a part of it is exported from the table. */
export function ExportAll() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="export" className="px-5 py-4">
      <h2 id="export" className="flex min-h-8 items-center text-sm font-semibold">
        Export
      </h2>
      <p className="mt-1 max-w-2xl text-sm text-ink-2">
        Whole records that can be imported again, a table for spreadsheets, or examples for
        fine-tuning. To export a part, filter the table or select rows there.
      </p>
      <Button className="mt-3" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Download aria-hidden className="size-4" />
        Export everything…
      </Button>
      {isOpen && (
        <Opening>
          <ExportDialog
            connection={LOCAL_CONNECTION}
            chosen={EVERYTHING}
            onClose={() => setOpen(false)}
          />
        </Opening>
      )}
    </section>
  );
}
