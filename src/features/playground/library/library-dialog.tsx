import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '@/lib/format';
import { hasWords } from '@/lib/has-words';
import { readTextFile } from '@/lib/read-text';
import { Dialog } from '@/ui/dialog';
import { DialogNote, type Note } from '@/ui/dialog-note';
import { ExportImport } from '@/ui/export-import';
import { TextField } from '@/ui/text-field';

/** What is kept here of what has been changed. */
type Library<Item> = {
  all: readonly Item[];
  /** It has changed, and these words say how. */
  done: (words?: string) => void;
  removed: (name: string, undo: () => Promise<unknown>) => void;
};

type Props<Item> = {
  title: string;
  /** What is kept, as in "1 preset" and "2 presets". */
  thing: string;
  placeholder: string;
  load: () => Promise<Item[]>;
  /** What an item is found by. */
  wordsOf: (item: Item) => string;
  renderRow: (item: Item, library: Library<Item>) => ReactNode;
  /** Above the list. */
  renderForm?: (library: Library<Item>) => ReactNode;
  /** What is said where nothing is kept, and where nothing is found. */
  empty: string;
  unfound: string;
  onExport: (items: Item[]) => unknown;
  /** Resolves with how many came, or null where the text holds none. */
  onImport: (text: string) => Promise<number | null>;
  onClose: () => void;
};

/** All that this browser keeps of one kind: to find, open, name, copy, delete, take elsewhere. */
export function LibraryDialog<Item>(props: Props<Item>) {
  const { title, thing, placeholder, load, wordsOf, renderRow, renderForm, empty, unfound } = props;
  const { onExport, onImport, onClose } = props;
  const things = `${thing}s`;
  const queryKey = [things];
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const [note, setNote] = useState<Note | null>(null);
  // Always as it is now: the dialog is short-lived, and other tabs write as well.
  const list = useQuery({ queryKey, gcTime: 0, queryFn: load });
  const isFound = hasWords(search);
  const found = list.data?.filter((item) => isFound(wordsOf(item)));
  const refresh = () => void client.invalidateQueries({ queryKey });
  const library: Library<Item> = {
    all: list.data ?? [],
    done(text) {
      if (text !== undefined) setNote({ text });
      refresh();
    },
    removed(name, undo) {
      const onUndo = () => {
        setNote(null);
        void undo().then(refresh);
      };
      setNote({ text: `Deleted “${name}”`, onUndo });
      refresh();
    },
  };

  async function addFile(file: File) {
    const count = await onImport((await readTextFile(file))?.text ?? '');
    library.done(
      count === null ? `This file holds no ${things}` : `${formatCount(count, thing)} imported`,
    );
  }

  return (
    <Dialog title={title} placement="right" onClose={onClose}>
      {renderForm?.(library)}
      <TextField
        label={`Search ${things}`}
        hideLabel
        type="search"
        placeholder={placeholder}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className={renderForm && 'mt-4'}
      />
      <DialogNote note={note} />
      <ul aria-label={`${things[0]?.toUpperCase()}${things.slice(1)}`} className="-mx-2 mt-2">
        {found?.map((item) => renderRow(item, library))}
      </ul>
      {found?.length === 0 && (
        <p className="py-6 text-center text-sm text-ink-2">{search === '' ? empty : unfound}</p>
      )}
      {list.error && (
        <p role="alert" className="py-6 text-sm text-danger-ink">
          This browser does not let the page keep {things}: {list.error.message}
        </p>
      )}
      <ExportImport
        exportLabel={search === '' ? 'Export all' : 'Export these'}
        isEmpty={!found?.length}
        onExport={() => onExport(found ?? [])}
        onFile={(file) => void addFile(file)}
      />
    </Dialog>
  );
}
