import Trash2 from 'lucide-react/icons/trash';
import type { ServerInfo } from '#contract/wire/server';
import { EmptyState } from '@/ui/empty-state';
import { TrashList } from './trash-list';

type Props = { server: ServerInfo | null; after: string | undefined };

/** What was deleted on this server and can still be restored. */
export function TrashSection({ server, after }: Props) {
  const days = server?.capabilities.includes('trash') ? server.limits.trashDays : 0;
  if (days > 0) return <TrashList after={after} days={days} />;
  return (
    <EmptyState icon={<Trash2 aria-hidden />} title="This server has no trash">
      {server
        ? 'It erases what is deleted at once. Start it with TRASH_DAYS above 0 to keep deleted completions for a while.'
        : 'The trash belongs to Chatkeep’s own server, and this dashboard runs without one.'}
    </EmptyState>
  );
}
