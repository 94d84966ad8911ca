import { useState } from 'react';
import { Button } from '@/ui/button';
import { TextArea } from '@/ui/text-area';
import { conversationOpened } from '../turns/conversation-events';
import { isAnswering, usePlayground } from '../turns/playground-store';
import { readRequest } from './read-request';

/** Begins a conversation from a request that was made elsewhere. */
export function RequestImport({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const isBusy = usePlayground(isAnswering);

  function open() {
    try {
      const { turns, parameters } = readRequest(text);
      conversationOpened(turns, parameters);
      onDone();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'This cannot be read.');
    }
  }

  return (
    <form
      className="space-y-3 pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <TextArea
        label="A curl command, or the JSON body of a request"
        mono
        rows={8}
        spellCheck={false}
        value={text}
        error={problem}
        hint={isBusy ? 'Stop the running answer first.' : 'It opens as a new conversation.'}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="primary" disabled={isBusy || text.trim() === ''}>
        Open in the playground
      </Button>
    </form>
  );
}
