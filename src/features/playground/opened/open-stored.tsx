import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useConnection } from '@/components/connection-store';
import { completionQueries } from '@/queries/completion-queries';
import { requestQuery } from '@/queries/request-query';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import { Spinner } from '@/ui/spinner';
import { conversationOpened } from '../turns/conversation-events';
import { openedCompletion } from './opened-completion';
import { isDraftEmpty, usePlayground } from '../turns/playground-store';

type Props = { id: string; onDone: () => void };

/** Takes a stored completion into the playground, as a new conversation: the one before stays in the history. */
export function OpenStored({ id, onDone }: Props) {
  const connection = useConnection();
  const queries = completionQueries(connection);
  const [detail, messages, request] = useQueries({
    queries: [queries.detail(id), queries.messages(id), requestQuery(connection, id)],
  });
  const isLoaded = [detail, messages, request].every(({ data }) => data !== undefined);
  // Who writes while it loads writes in the conversation that is still shown: it is not taken from under the hands.
  const [before] = useState(() => usePlayground.getState().draft);
  const isWriting = usePlayground(({ draft }) => draft !== before && !isDraftEmpty(draft));

  function open() {
    if (!detail.data || !messages.data || request.data === undefined) return;
    const { turns, parameters } = openedCompletion({
      answer: detail.data,
      request: request.data,
      messages: messages.data,
      source: connection.id,
    });
    conversationOpened(turns, parameters);
    onDone();
  }

  // Arriving by a link is the event, and the data comes later: no handler of ours is there to act on it.
  useEffect(() => {
    if (isLoaded && !isWriting) open();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it may; open only reads what is loaded by then
  }, [isLoaded]);

  const error = detail.error ?? messages.error ?? request.error;
  if (error) {
    return (
      <ErrorState
        className="m-4"
        title="The completion could not be opened"
        message={error.message}
        onRetry={() => void Promise.all([detail.refetch(), messages.refetch(), request.refetch()])}
      />
    );
  }
  if (isLoaded) {
    return (
      <div role="note" className="flex flex-wrap items-center gap-2 px-5 py-2 text-sm text-ink-2">
        <p className="min-w-0 flex-1">
          The completion is ready. What you are writing stays in this conversation, in the history.
        </p>
        <Button size="sm" onClick={open}>
          Open it
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Stay here
        </Button>
      </div>
    );
  }
  return (
    <p className="flex items-center gap-2 px-5 py-3 text-sm text-ink-2">
      <Spinner className="size-3.5" />
      Opening the completion
    </p>
  );
}
