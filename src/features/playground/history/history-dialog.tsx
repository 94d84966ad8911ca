import { LibraryDialog } from '../library/library-dialog';
import { exportConversations, importConversations } from './conversation-file';
import { listConversations } from './conversation-library';
import { HistoryRow } from './history-row';
import { saveNow } from './keep-conversation';

/** Every conversation of this browser. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  return (
    <LibraryDialog
      title="History"
      thing="conversation"
      placeholder="Search names and messages"
      load={async () => {
        await saveNow();
        return listConversations();
      }}
      wordsOf={({ words }) => words}
      renderRow={(summary, { done, removed }) => (
        <HistoryRow
          key={summary.id}
          summary={summary}
          onChange={done}
          onDeleted={(undo) => removed(summary.name, undo)}
          onOpened={onClose}
        />
      )}
      empty="Conversations are kept here, in this browser, from the first message on."
      unfound="No conversation has these words."
      onExport={exportConversations}
      onImport={importConversations}
      onClose={onClose}
    />
  );
}
