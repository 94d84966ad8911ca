import { useQuery } from '@tanstack/react-query';
import FileQuestion from 'lucide-react/icons/file-question-mark';
import Trash2 from 'lucide-react/icons/trash';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { useRestore } from '@/components/use-restore';
import { formatDateTime } from '@/lib/format';
import { useCapability } from '@/queries/capabilities';
import { trashQueries } from '@/queries/trash-queries';
import { Button, buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

type Props = {
  connection: Connection;
  id: string;
  backTo: string;
  /** Where the page has a heading of its own, this is one of its parts. */
  heading?: 'h1' | 'h2' | undefined;
};

/** In place of a completion that is not there: it may wait in the trash. */
export function NoSuchCompletion(props: Props) {
  return (
    <>
      <title>No such completion · Chatkeep</title>
      <Missing {...props} heading="h1" />
    </>
  );
}

/** The same in a part of a page. */
export function Missing({ connection, id, backTo, heading }: Props) {
  const hasTrash = useCapability(connection, 'trash');
  const trashed = useQuery({ ...trashQueries.one(id), enabled: hasTrash }).data;
  const { restore, isPending } = useRestore();
  const all = (
    <Link to={backTo} className={buttonLook({ variant: trashed ? 'secondary' : 'primary' })}>
      See all completions
    </Link>
  );
  if (trashed) {
    return (
      <EmptyState
        icon={<Trash2 aria-hidden />}
        heading={heading}
        title="This completion is in the trash"
        actions={
          <>
            <Button variant="primary" loading={isPending} onClick={() => void restore(id)}>
              Restore
            </Button>
            {all}
          </>
        }
      >
        It was deleted on {formatDateTime(trashed.deleted_at)}. It can be restored until{' '}
        {formatDateTime(trashed.erased_at)}; then it is erased for good.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FileQuestion aria-hidden />}
      heading={heading}
      title="There is no such completion"
      actions={all}
    >
      {connection.label} has none with this id: it was deleted, was never stored, or is kept
      somewhere else. You can choose another source in the sidebar.
    </EmptyState>
  );
}
