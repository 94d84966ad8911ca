import CircleCheck from 'lucide-react/icons/circle-check';
import CircleSlash from 'lucide-react/icons/circle-slash';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Spinner } from '@/ui/spinner';
import type { Keeping } from './conversation';

type Props = { keeping: Keeping; completionId: string | null };

/** "Was it really stored?", answered in so many words. */
export function KeepingNote({ keeping, completionId }: Props) {
  if (keeping.state === 'storing') {
    return (
      <span className="flex items-center gap-1">
        <Spinner className="size-3" /> Storing
      </span>
    );
  }
  if (keeping.state === 'not-stored') {
    return (
      <span role="alert" className="flex min-w-0 items-start gap-1 text-warning-ink">
        <CircleSlash aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span>Not stored. {keeping.reason}</span>
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-1 text-success-ink">
      <CircleCheck aria-hidden className="size-3 shrink-0" />
      {keeping.state === 'partly' ? 'Kept as incomplete' : 'Stored'}
      {completionId && (
        <Link
          to={paths.completion(completionId)}
          className="truncate font-mono text-accent-ink underline-offset-2 hover:underline"
        >
          {completionId}
        </Link>
      )}
    </span>
  );
}
