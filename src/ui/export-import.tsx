import Download from 'lucide-react/icons/download';
import Upload from 'lucide-react/icons/upload';
import type { ReactNode } from 'react';
import { Button, buttonLook } from '@/ui/button';

type Props = {
  exportLabel: ReactNode;
  isEmpty?: boolean;
  onExport: () => void;
  onFile: (file: File) => void;
};

/** The foot of a list that can be taken elsewhere as a JSON file, and brought back. */
export function ExportImport({ exportLabel, isEmpty = false, onExport, onFile }: Props) {
  return (
    <div className="mt-4 flex gap-2 border-t border-line pt-3">
      <Button size="sm" disabled={isEmpty} onClick={onExport}>
        <Download aria-hidden className="size-3.5" /> {exportLabel}
      </Button>
      <label className={`${buttonLook({ size: 'sm' })} focus-within:outline-2`}>
        <Upload aria-hidden className="size-3.5" /> Import
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) onFile(file);
          }}
        />
      </label>
    </div>
  );
}
