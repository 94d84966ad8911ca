import { useQuery } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { PlainText } from '@/components/markdown/plain-text';
import { requestMessages } from '@/components/message/request-messages';
import { Loaded } from '@/components/loaded';
import { completionQueries } from '@/queries/completion-queries';
import { CopyButton } from '@/ui/copy-button';
import { conversationText } from './conversation-text';

type Props = { connection: Connection; answer: CompletionAnswer };

/** The conversation as plain text, nothing of it interpreted. */
export function TextView({ connection, answer }: Props) {
  const query = useQuery(completionQueries(connection).messages(answer.data.id));
  return (
    <Loaded query={query} what="the messages of the request">
      {(messages) => (
        <Conversation
          text={conversationText(requestMessages(messages, answer.choices), answer.data)}
        />
      )}
    </Loaded>
  );
}

function Conversation({ text }: { text: string }) {
  return (
    <section aria-label="Text" className="p-4">
      <header className="mb-2 flex items-center justify-between text-xs text-ink-3">
        The whole conversation, character for character
        <CopyButton text={text} label="Copy the conversation">
          Copy
        </CopyButton>
      </header>
      <div className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5">
        <PlainText text={text} />
      </div>
    </section>
  );
}
