import { useQuery } from '@tanstack/react-query';
import type { RuleFields } from '#contract/wire/retention';
import { formatDays } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';

/** What can be taken back of what a rule does. */
export function UndoText({ action }: Pick<RuleFields, 'action'>) {
  const { data: server } = useQuery(serverQueries.info());
  if (action === 'strip') {
    return 'None: texts that are removed cannot be brought back. Ids, numbers and metadata stay.';
  }
  const days = server?.limits.trashDays ?? 0;
  if (days === 0) return 'None: this server keeps no trash.';
  return `For ${formatDays(days)} all of it can be restored, at once or one by one, from the jobs and the trash.`;
}
