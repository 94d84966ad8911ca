import { useQuery } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { Loaded } from '@/components/loaded';
import { requestQuery } from '@/queries/request-query';
import { JsonPane } from './json-pane';

type Props = { connection: Connection; answer: CompletionAnswer };

/** The request as it was sent, with its digits as they came. */
export function RequestView({ connection, answer }: Props) {
  const query = useQuery(requestQuery(connection, answer.data.id));
  return (
    <Loaded
      query={query}
      what="the request"
      empty={{
        when: (raw) => raw === null,
        show: (
          <p className="p-5 text-ink-2">
            {connection.label} does not keep the request as it was sent. Its messages are under
            Rendered, its parameters at the side.
          </p>
        ),
      }}
    >
      {(raw) =>
        raw !== null && (
          <JsonPane name="Request" raw={raw} about="as it was sent" copyLabel="Copy the request" />
        )
      }
    </Loaded>
  );
}
