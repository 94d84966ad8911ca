import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonLook } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import { exportConversations, importConversations } from './conversation-file';
import { listConversations, type Summary } from './conversation-library';
import { HistoryRow } from './history-row';
import { saveNow } from './keep-conversation';

type Props = { onClose: () => void };

const queryKey = ['conversations'];

/** Every conversation of this browser: to find, open, name, copy, delete, take elsewhere. */
export function HistoryDialog({ onClose }: Props) {
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  // In the dialog and not as a toast: nothing beneath a modal dialog can be clicked.
  const [note, setNote] = useState<{ text: string; onUndo?: () => void } | null>(null);
  const list = useQuery({
    queryKey,
    // Always as it is now: the dialog is short-lived, and other tabs write as well.
    gcTime: 0,
    queryFn: async () => {
      await saveNow();
      return listConversations();
    },
  });
  const words = search.toLowerCase().split(/\s+/);
  const found = list.data?.filter((each) => words.every((word) => each.words.includes(word)));
  const refresh = () => void client.invalidateQueries({ queryKey });

  async function addFile(file: File | undefined) {
    if (!file) return;
    const count = await importConversations(await file.text());
    const imported = count === 1 ? '1 conversation imported' : `${count} conversations imported`;
    setNote({ text: count === null ? 'This file holds no conversations' : imported });
    refresh();
  }
  function noteDeleted({ name }: Summary, undo: () => Promise<unknown>) {
    const onUndo = () => {
      setNote(null);
      void undo().then(refresh);
    };
    setNote({ text: `Deleted “${name}”`, onUndo });
    refresh();
  }

  return (
    <Dialog title="History" placement="right" onClose={onClose}>
      <TextField
        label="Search conversations"
        hideLabel
        type="search"
        placeholder="Search names and messages"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <output className="flex items-center gap-2 pt-2 text-sm text-ink-2 empty:hidden">
        {note && <span className="min-w-0 flex-1 truncate">{note.text}</span>}
        {note?.onUndo && (
          <Button size="sm" onClick={note.onUndo}>
            Undo
          </Button>
        )}
      </output>
      <ul aria-label="Conversations" className="-mx-2 mt-2">
        {found?.map((summary) => (
          <HistoryRow
            key={summary.id}
            summary={summary}
            onChange={refresh}
            onDeleted={(undo) => noteDeleted(summary, undo)}
            onOpened={onClose}
          />
        ))}
      </ul>
      {found?.length === 0 && (
        <p className="py-6 text-center text-sm text-ink-2">
          {search === ''
            ? 'Conversations are kept here, in this browser, from the first message on.'
            : 'No conversation has these words.'}
        </p>
      )}
      {list.error && (
        <p role="alert" className="py-6 text-sm text-danger-ink">
          This browser does not let the page keep conversations: {list.error.message}
        </p>
      )}
      <HistoryFoot
        found={found ?? []}
        isSearch={search !== ''}
        onFile={(file) => void addFile(file)}
      />
    </Dialog>
  );
}

type FootProps = {
  found: readonly Summary[];
  isSearch: boolean;
  onFile: (file: File | undefined) => void;
};

function HistoryFoot({ found, isSearch, onFile }: FootProps) {
  return (
    <div className="mt-4 flex gap-2 border-t border-line pt-3">
      <Button size="sm" onClick={() => void exportConversations(found)}>
        <Download aria-hidden className="size-3.5" /> Export {isSearch ? 'these' : 'all'}
      </Button>
      <label className={`${buttonLook({ size: 'sm' })} focus-within:outline-2`}>
        <Upload aria-hidden className="size-3.5" /> Import
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={(event) => onFile(event.target.files?.[0])}
        />
      </label>
    </div>
  );
}
