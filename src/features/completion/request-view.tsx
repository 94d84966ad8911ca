import { useQuery } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { PlainText } from '@/components/markdown/plain-text';
import { QueryError } from '@/components/query-error';
import { formatBytes } from '@/lib/format';
import { requestQuery } from '@/queries/request-query';
import { CopyButton } from '@/ui/copy-button';
import { Skeleton } from '@/ui/skeleton';
import { exactPretty } from './exact-json';

/** Above this, indenting takes long enough to be noticed. */
const LONGEST_PRETTY = 2_000_000;

type Props = { connection: Connection; answer: CompletionAnswer };

/** The request as it was sent, with its digits as they came. */
export function RequestView({ connection, answer }: Props) {
  const { data: raw, error, refetch } = useQuery(requestQuery(connection, answer.data.id));
  if (error) {
    return (
      <QueryError
        className="m-4"
        title="The request could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (raw === undefined) {
    return (
      <output aria-label="Loading the request" className="block space-y-2 p-4">
        <Skeleton className="w-11/12" />
        <Skeleton className="w-2/3" />
      </output>
    );
  }
  if (raw === null) {
    return (
      <p className="p-5 text-ink-2">
        {connection.label} does not keep the request as it was sent. Its messages are under
        Rendered, its parameters at the side.
      </p>
    );
  }
  const text = raw.length > LONGEST_PRETTY ? raw : exactPretty(raw);
  return (
    <section aria-label="Request" className="p-4">
      <header className="mb-2 flex items-center justify-between text-xs text-ink-3">
        {formatBytes(raw.length)} of JSON, as it was sent
        <CopyButton text={text} label="Copy the request" />
      </header>
      <div className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5">
        <PlainText text={text} />
      </div>
    </section>
  );
}
