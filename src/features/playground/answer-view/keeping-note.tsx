import Check from 'lucide-react/icons/check';
import CircleSlash from 'lucide-react/icons/circle-slash';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Spinner } from '@/ui/spinner';
import type { Keeping } from '../turns/conversation';

type Props = { keeping: Keeping; completionId: string | null };

/** "Was it really stored?", answered in so many words. */
export function KeepingNote({ keeping, completionId }: Props) {
  if (keeping.state === 'storing') {
    return (
      <span className="inline-flex items-center gap-1">
        <Spinner className="size-3" /> Storing
      </span>
    );
  }
  if (keeping.state === 'not-stored') {
    return (
      <span role="alert" className="inline-flex min-w-0 items-start gap-1 text-warning-ink">
        <CircleSlash aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span>Not stored. {keeping.reason}</span>
      </span>
    );
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-success-ink">
      <Check aria-hidden className="size-3 shrink-0 stroke-[2.5]" />
      {keeping.state === 'partly' ? 'Saved as incomplete' : 'Stored'}
      {completionId && (
        <Link
          to={paths.completion(completionId)}
          title={completionId}
          className="ms-1.5 text-accent-ink underline-offset-2 hover:underline"
        >
          Open
        </Link>
      )}
    </span>
  );
}
