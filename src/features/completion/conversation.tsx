import { useQuery } from '@tanstack/react-query';
import type { HitPattern } from '@/components/search-marks/find-hits';
import type { ReactNode } from 'react';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import type { StoredMessage } from '@/api/wire';
import { answerFormat } from '@/components/answer/answer-format';
import { requestMessages } from '@/components/message/request-messages';
import { resultsOfCalls } from '@/components/message/results-of-calls';
import { TALK } from '@/components/message/talk';
import { Loaded } from '@/components/loaded';
import { completionQueries } from '@/queries/completion-queries';
import { textOf } from '#contract/message/read-message';
import { cx } from '@/ui/cx';
import { Choices } from './choices';
import { EarlierTurns } from './earlier-turns';
import { isInstruction } from '@/components/message/is-instruction';
import { RequestMessage } from './request-message';

type Props = {
  connection: Connection;
  answer: CompletionAnswer;
  /** What the list that it came from was searched for: where it is found, nothing is folded away. */
  hits?: HitPattern | null;
  /** The keys of a review fold and unfold: what came before the question stands back. */
  hasKeys?: boolean;
  /** What stands below the answer. */
  children?: ReactNode;
};

/** What was asked and every answer to it. */
export function Conversation(props: Props) {
  const { connection, answer, hits = null, hasKeys = false, children } = props;
  const query = useQuery(completionQueries(connection).messages(answer.data.id));
  const messages = requestMessages(query.data ?? [], answer.choices);
  const results = resultsOfCalls(messages);
  const joined = new Set([...results.values()].flat());
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const shown = messages.flatMap((message, at) => (joined.has(at) ? [] : [{ message, at }]));
  const isEarlier = ({ message, at }: Shown) => at < question && !isInstruction(message.role);
  const earlier = shown.filter(isEarlier);
  const isFolded = hasKeys ? earlier.length > 0 : isLong(earlier.map(({ message }) => message));
  const view = ({ message, at }: Shown) => (
    <RequestMessage
      key={message.id || at}
      message={message}
      results={(results.get(at) ?? []).flatMap((result) => messages[result] ?? [])}
      hits={hits}
    />
  );
  return (
    <div
      data-keys={hasKeys || undefined}
      className={cx(
        'group/talk mx-auto space-y-3 px-5 py-3',
        TALK,
        answer.choices.length > 1 ? 'max-w-[120ch]' : 'max-w-[54rem]',
      )}
    >
      <h2 className="sr-only">Conversation</h2>
      {/* As high as instructions and a question are on a phone: the answer below hardly moves. */}
      <Loaded
        query={query}
        what="the messages of the request"
        className={cx('px-4 py-2', query.isPending && 'max-sm:min-h-54')}
      >
        {() =>
          isFolded ? (
            <>
              {shown.filter(({ message }) => isInstruction(message.role)).map(view)}
              <EarlierTurns
                count={earlier.length}
                isFound={earlier.some(({ message }) => hits?.isIn(textOf(message)))}
              >
                {earlier.map(view)}
              </EarlierTurns>
              {shown
                .filter((each) => !isEarlier(each) && !isInstruction(each.message.role))
                .map(view)}
            </>
          ) : (
            shown.map(view)
          )
        }
      </Loaded>
      <Choices
        completion={answer.data}
        isRunning={answer.facts?.state === 'running'}
        format={answerFormat(answer.data.response_format)}
      />
      {children}
    </div>
  );
}

type Shown = { message: StoredMessage; at: number };

/** Turns before the question; more of them would leave no room for it and its answer. */
const FEW_TURNS = 6;
/** In UTF-16 code units of all of them. */
const SHORT_TURNS = 1_500;

function isLong(earlier: readonly StoredMessage[]): boolean {
  const length = earlier.reduce((sum, message) => sum + textOf(message).length, 0);
  return earlier.length > FEW_TURNS || (earlier.length > 1 && length > SHORT_TURNS);
}
