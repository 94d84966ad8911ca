import { useQuery } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { resultsOfCalls } from '@/components/message/results-of-calls';
import { QueryError } from '@/components/query-error';
import { completionQueries } from '@/queries/completion-queries';
import { cx } from '@/ui/cx';
import { Skeleton } from '@/ui/skeleton';
import { answerFormat } from '@/components/answer/answer-format';
import { Choices } from './choices';
import { TALK } from '@/components/message/talk';
import { RequestMessage } from './request-message';
import { requestMessages } from '@/components/message/request-messages';

type Props = { connection: Connection; answer: CompletionAnswer };

/** What was asked and every answer to it. */
export function Conversation({ connection, answer }: Props) {
  const query = useQuery(completionQueries(connection).messages(answer.data.id));
  const messages = requestMessages(query.data ?? [], answer.choices);
  const results = resultsOfCalls(messages);
  const joined = new Set([...results.values()].flat());
  return (
    <div
      className={cx(
        'mx-auto space-y-4 px-5 py-5',
        TALK,
        answer.choices.length > 1 ? 'max-w-[120ch]' : 'max-w-[52rem]',
      )}
    >
      <h2 className="sr-only">Conversation</h2>
      {query.isPending && <Loading />}
      {query.isError && (
        <QueryError
          title="The messages of the request could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {messages.map(
        (message, at) =>
          !joined.has(at) && (
            <RequestMessage
              key={message.id || at}
              message={message}
              results={(results.get(at) ?? []).flatMap((result) => messages[result] ?? [])}
            />
          ),
      )}
      <Choices
        completion={answer.data}
        isRunning={answer.facts?.state === 'running'}
        format={answerFormat(answer.data.response_format)}
      />
    </div>
  );
}

function Loading() {
  return (
    <output className="block space-y-2 px-4 py-2">
      <span className="sr-only">Loading messages</span>
      <Skeleton className="h-3 w-16" />
      <Skeleton className="w-11/12" />
      <Skeleton className="w-2/3" />
    </output>
  );
}
