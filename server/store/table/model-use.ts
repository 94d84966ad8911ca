import { noFilter } from '../no-filter';
import type { ModelUse } from './query';
import type { TableDatabase } from './dialect';
import { tallied, talliedSums } from './tallied';

const MOST = 500;

export async function modelUseOf(database: TableDatabase, since: number): Promise<ModelUse[]> {
  const { count, priced, cost } = talliedSums;
  const rows = await tallied<ModelUse>(
    database,
    { ...noFilter, created: { min: since } },
    {
      select: `t.provider, t.model, ${count} AS requests, ${priced} AS priced, ${cost} AS cost`,
      groupBy: 't.provider, t.model',
    },
  );
  return rows.toSorted((a, b) => b.requests - a.requests).slice(0, MOST);
}
