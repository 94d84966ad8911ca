import { queryOptions } from '@tanstack/react-query';
import { listAudit } from '@/api/audit';

export const auditQueries = {
  page: (after: string | undefined) =>
    queryOptions({
      queryKey: ['audit', after ?? null],
      queryFn: ({ signal }) => listAudit(after, { signal }),
      staleTime: 0,
    }),
};
