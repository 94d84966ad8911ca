import { useQuery } from '@tanstack/react-query';
import CopyPlus from 'lucide-react/icons/copy-plus';
import { Link } from 'react-router-dom';
import { QueryError } from '@/components/query-error';
import { paths } from '@/paths';
import { mirrorQueries } from '@/queries/mirror-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { MirrorRow } from './mirror-row';

/** Copies of what providers store themselves, and lose after a while. */
export function MirrorSection() {
  const query = useQuery(mirrorQueries.list());
  if (query.isPending) {
    return (
      <output aria-label="Loading the mirrors" className="block p-4">
        <Skeleton className="h-20" />
      </output>
    );
  }
  if (query.isError) {
    return (
      <QueryError
        className="m-4"
        title="The mirrors could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={<CopyPlus aria-hidden />}
        title="No provider that stores completions"
        actions={
          <Link to={paths.settings()} className={buttonLook()}>
            See the providers
          </Link>
        }
      >
        A provider that keeps completions itself, such as OpenAI for 30 days, can be copied into
        this server: set OPENAI_API_KEY, or name it in AIProviders.json with “stored”: true.
      </EmptyState>
    );
  }
  return (
    <div className="p-4">
      <p className="max-w-2xl text-sm text-ink-2">
        A mirror copies what a provider stores into this server, with messages and metadata: there
        it can be searched, drawn and kept as long as you like. What is here already is not changed,
        what was deleted here does not come back, and what goes there stays here.
      </p>
      <ul aria-label="Mirrors" className="mt-4 space-y-3">
        {query.data.map((mirror) => (
          <MirrorRow key={mirror.provider} mirror={mirror} />
        ))}
      </ul>
    </div>
  );
}
