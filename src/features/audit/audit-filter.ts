import type { AuditCount } from '#contract/wire/audit';
import type { TimeRange } from '@/lib/typed-time';

/** Which lines of the log are shown; of an empty list, any. An actor of '' is nobody that the server could name. */
export type AuditFilter = {
  topics: readonly string[];
  actors: readonly string[];
  range: TimeRange;
};

export function readAuditFilter(params: URLSearchParams): AuditFilter {
  return {
    topics: params.getAll('topic'),
    actors: params.getAll('actor'),
    range: {
      after: params.get('created_after') ?? undefined,
      before: params.get('created_before') ?? undefined,
    },
  };
}

/** As the address and the server have it. */
export function auditFilterText({ topics, actors, range }: AuditFilter): string {
  return new URLSearchParams([
    ...topics.map((topic) => ['topic', topic]),
    ...actors.map((actor) => ['actor', actor]),
    ...rangePairs(range),
  ]).toString();
}

export function rangePairs({ after, before }: TimeRange): string[][] {
  return [
    ...(after === undefined ? [] : [['created_after', after]]),
    ...(before === undefined ? [] : [['created_before', before]]),
  ];
}

export function actorName(actor: string): string {
  return actor === '' ? 'No name given' : actor;
}

type Part = 'topics' | 'actors';

/** How many lines a filter has of each topic or actor, whatever it says of these itself. */
export function countsBy(part: Part, counts: readonly AuditCount[], filter: AuditFilter) {
  const sums = new Map<string, number>();
  for (const each of counts) {
    const own = { topics: each.topic, actors: each.actor ?? '' };
    const other = part === 'topics' ? 'actors' : 'topics';
    if (filter[other].length > 0 && !filter[other].includes(own[other])) continue;
    sums.set(own[part], (sums.get(own[part]) ?? 0) + each.count);
  }
  return sums;
}

/** How many lines a filter has. */
export function countOf(counts: readonly AuditCount[], filter: AuditFilter): number {
  const { topics } = filter;
  return [...countsBy('topics', counts, filter)]
    .filter(([topic]) => topics.length === 0 || topics.includes(topic))
    .reduce((sum, [, count]) => sum + count, 0);
}
