import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import { readLenientFilter } from '../http/read-filter';
import { completionNotFound, invalidValue } from '../http/errors';
import { single } from './list-query';
import type { TableRow as Row } from '#contract/columns';
import type { Facets, Figures as FiguresAnswer, Insights, Series } from '#contract/wire/table';
import type { Figures, TableQuery, TableRow } from '../store/table/query';
import { queryOf } from '../http/receive';
import {
  cursorText,
  isLastPage,
  readInsightsQuery,
  readSeriesQuery,
  readTableQuery,
} from './table-query';

/** The dashboard's table: what is stored, filtered, searched, sorted, counted and drawn over time. */
export function tableRoutes(app: FastifyInstance, { store }: AppParts): void {
  app.get('/api/completions', async (request) => {
    const query = await fromOne(store, queryOf(request));
    const page = await store.query(query);
    return {
      object: 'list',
      data: page.rows.map(withoutPosition),
      total: page.total,
      preceding: page.preceding,
      unsearched: page.unsearched,
      next: isLastPage(query) ? null : cursorText(query, page.next),
      previous: cursorText(query, page.previous),
    };
  });
  app.get('/api/facets', async (request): Promise<Facets> => {
    const filter = readLenientFilter(queryOf(request));
    const { finishReasons, ...facets } = await store.facets(filter);
    return { ...facets, finish_reasons: finishReasons };
  });
  app.get('/api/series', async (request): Promise<Series> => {
    const query = readSeriesQuery(queryOf(request));
    const { series, ...range } = await store.series(query);
    return {
      ...range,
      series: series.map(({ name, isAbsent, isRest, points }) => ({
        name,
        ...(isAbsent && { absent: true }),
        ...(isRest && { rest: true }),
        points: points.map(({ totalMsAvg, ...point }) => ({ ...point, total_ms_avg: totalMsAvg })),
      })),
    };
  });
  app.get('/api/insights', async (request): Promise<Insights> => {
    const query = readInsightsQuery(queryOf(request));
    const { total, points, lines, ...range } = await store.insights(query);
    return {
      ...range,
      total: figuresShown(total),
      points: points.map(({ t, ...figures }) => ({ t, ...figuresShown(figures) })),
      lines: lines.map(({ name, isAbsent, isRest, points: own, ...figures }) => ({
        name,
        ...(isAbsent && { absent: true }),
        ...(isRest && { rest: true }),
        ...figuresShown(figures),
        points: own,
      })),
    };
  });
}

function figuresShown(figures: Figures): FiguresAnswer {
  return {
    count: figures.count,
    prompt_tokens: figures.promptTokens,
    completion_tokens: figures.completionTokens,
    cost: figures.cost,
    failures: figures.failures,
    endings: figures.endings,
    verdicts: figures.verdicts,
    total_ms: figures.totalMs,
    first_token_ms: figures.firstTokenMs,
  };
}

/** `from` names the completion that the page is to begin with, wherever it is by now. */
async function fromOne(store: AppParts['store'], params: URLSearchParams): Promise<TableQuery> {
  const query = readTableQuery(params);
  const id = single(params, 'from');
  if (id === undefined) return query;
  if (query.after || query.before) {
    throw invalidValue('from', "Invalid 'from': it cannot be combined with 'after' or 'before'.");
  }
  const place = await store.placeOf(id, query.sort);
  if (!place) throw completionNotFound(id);
  // Right before its own place, so that it is the first.
  return { ...query, after: { ...place, k: place.k + (query.order === 'desc' ? 1 : -1) } };
}

/** A row as it is answered: its position is the server's own affair. */
function withoutPosition(row: TableRow): Row {
  const { k: _, ...shown } = row;
  return shown;
}
