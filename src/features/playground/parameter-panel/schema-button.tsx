import Table2 from 'lucide-react/icons/table-2';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { JsonButton } from './json-button';

const SchemaDialog = named(() => import('../schema/schema-dialog'), 'SchemaDialog');

type Props = { value: string; error: string | undefined; onChange: (value: string) => void };

/** The schema that answers are held to: as a table beside answers, or as its JSON. */
export function SchemaButton(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Table2 aria-hidden className="size-3.5" /> Edit the schema
      </Button>
      <JsonButton {...props} label="JSON schema" kind="schema" />
      <Opening>{isOpen && <SchemaDialog {...props} onClose={() => setOpen(false)} />}</Opening>
    </div>
  );
}
