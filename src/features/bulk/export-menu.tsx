import Braces from 'lucide-react/icons/braces';
import Download from 'lucide-react/icons/download';
import Link2 from 'lucide-react/icons/link-2';
import Table2 from 'lucide-react/icons/table-2';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { tablePath } from '@/api/list-table';
import { type CompletionSearch, completionSearchText, listingOf } from '@/lib/completion-search';
import { tableParams } from '@/lib/listing-params';
import { ownUrl } from '@/lib/own-address';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { Menu, MenuItem } from '@/ui/menu';
import { showToast } from '@/ui/toast-store';

const ExportDialog = lazily(async () => (await import('./export-dialog')).ExportDialog);

type Props = {
  connection: Connection;
  search: CompletionSearch;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
};

/** The table as a file, as an address, and as what the API answers. */
export function ExportMenu({ connection, search, plainLabel }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { sort, order, filters, unknown } = search;
  const isUnclear = unknown.length > 0;
  return (
    <>
      <Menu
        label="Export"
        placement="bottom-end"
        className="w-64"
        trigger={
          <Button variant="ghost" size="sm">
            <Download aria-hidden className="size-4" />
            <span className="max-xl:sr-only">Export</span>
          </Button>
        }
      >
        {plainLabel === null && (
          <MenuItem
            icon={<Table2 aria-hidden />}
            aria-haspopup="dialog"
            disabledReason={
              isUnclear ? 'Part of the filter is not understood. Remove it first.' : ''
            }
            onSelect={() => setOpen(true)}
          >
            {filters.length === 0 ? 'Export everything…' : 'Export all that match…'}
          </MenuItem>
        )}
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink(search)}>
          Copy as link
        </MenuItem>
        {plainLabel === null && (
          <MenuItem
            icon={<Braces aria-hidden />}
            onSelect={() =>
              window.open(tablePath(tableParams(listingOf(search))), '_blank', 'noopener')
            }
          >
            JSON of this table
          </MenuItem>
        )}
      </Menu>
      {isOpen && (
        <Opening>
          <ExportDialog
            connection={connection}
            chosen={{ filters }}
            sorting={{ sort, order }}
            onClose={() => setOpen(false)}
          />
        </Opening>
      )}
    </>
  );
}

async function copyLink(search: CompletionSearch): Promise<void> {
  try {
    const path = paths.completions(completionSearchText({ ...search, peek: undefined }));
    await navigator.clipboard.writeText(ownUrl(path));
    showToast({ title: 'Link copied' });
  } catch {
    showToast({
      tone: 'danger',
      title: 'Could not copy',
      detail: 'The browser refused access to the clipboard.',
    });
  }
}
