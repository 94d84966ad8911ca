import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasWords } from '@/lib/has-words';
import { readTextFile } from '@/lib/read-text';
import { Dialog } from '@/ui/dialog';
import { DialogNote, type Note } from '@/ui/dialog-note';
import { ExportImport } from '@/ui/export-import';
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
  const [note, setNote] = useState<Note | null>(null);
  const list = useQuery({
    queryKey,
    // Always as it is now: the dialog is short-lived, and other tabs write as well.
    gcTime: 0,
    queryFn: async () => {
      await saveNow();
      return listConversations();
    },
  });
  const isFound = hasWords(search);
  const found = list.data?.filter(({ words }) => isFound(words));
  const refresh = () => void client.invalidateQueries({ queryKey });

  async function addFile(file: File) {
    const count = await importConversations((await readTextFile(file))?.text ?? '');
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
      <DialogNote note={note} />
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
      <ExportImport
        exportLabel={search === '' ? 'Export all' : 'Export these'}
        onExport={() => void exportConversations(found ?? [])}
        onFile={(file) => void addFile(file)}
      />
    </Dialog>
  );
}
