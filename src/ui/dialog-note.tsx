import { Button } from '@/ui/button';

export type Note = { text: string; onUndo?: () => void };

/** What has just happened, within a dialog: nothing beneath a modal one can be clicked, so a toast would not do. */
export function DialogNote({ note }: { note: Note | null }) {
  return (
    <output className="flex items-center gap-2 pt-2 text-sm text-ink-2 empty:hidden">
      {note && <span className="min-w-0 flex-1 break-words">{note.text}</span>}
      {note?.onUndo && (
        <Button size="sm" onClick={note.onUndo}>
          Undo
        </Button>
      )}
    </output>
  );
}
