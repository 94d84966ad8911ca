import FileKey from 'lucide-react/icons/file-key';
import Picture from 'lucide-react/icons/image';
import Paperclip from 'lucide-react/icons/paperclip';
import Upload from 'lucide-react/icons/upload';
import { useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Menu, MenuItem } from '@/ui/menu';
import { Opening } from '@/ui/opening';
import { type Attaching, filesAttached } from './files-attached';
import type { ReferenceKind } from './reference';

const ReferenceDialog = named(() => import('./reference-dialog'), 'ReferenceDialog');

type Props = {
  target: Attaching;
  /** Present: nothing can be attached, and this says why. */
  disabledReason?: string | undefined;
};

export function AttachMenu({ target, disabledReason }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<ReferenceKind | null>(null);
  return (
    <>
      <Menu
        label="Attach"
        placement="top-start"
        trigger={
          <Button variant="ghost" size="sm" aria-label="Attach">
            <Paperclip aria-hidden className="size-4" />
            <span className="max-sm:hidden">Attach</span>
          </Button>
        }
      >
        <MenuItem
          icon={<Upload aria-hidden />}
          disabledReason={disabledReason}
          onSelect={() => picker.current?.click()}
        >
          Pictures, sound or files
        </MenuItem>
        <MenuItem
          icon={<Picture aria-hidden />}
          aria-haspopup="dialog"
          disabledReason={disabledReason}
          onSelect={() => setAsked('picture')}
        >
          Picture by its URL
        </MenuItem>
        <MenuItem
          icon={<FileKey aria-hidden />}
          aria-haspopup="dialog"
          disabledReason={disabledReason}
          onSelect={() => setAsked('file')}
        >
          File by its id
        </MenuItem>
      </Menu>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be picked again after it was removed.
          currentTarget.value = '';
          void filesAttached(files, target);
        }}
      />
      <Opening>
        {asked && (
          <ReferenceDialog kind={asked} onAttach={target.onAttach} onClose={() => setAsked(null)} />
        )}
      </Opening>
    </>
  );
}
