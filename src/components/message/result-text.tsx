import { Folded } from '@/components/message/folded';
import { textOf } from '#contract/message/read-message';
import type { ViewMessage } from '@/components/message/view-message';
import { MessageView } from '@/components/message/message-view';
import { prettyJson } from '@/components/message/pretty-json';

/** What a tool has said, within the card of its call. */
export function ResultText({ message }: { message: ViewMessage }) {
  const isText = typeof message.content === 'string' && !message.content_parts;
  // Images and files are shown as those of any message.
  if (!isText) return <MessageView message={{ ...message, role: 'user' }} />;
  return (
    <Folded>
      <pre className="font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {prettyJson(textOf(message)) || '(empty)'}
      </pre>
    </Folded>
  );
}
