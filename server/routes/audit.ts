import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { auditTopic, auditWords } from '#contract/audit-words';
import { readFilter, secondOf } from '#contract/filter';
import { folded } from '#contract/folded';
import { isStorable } from '#contract/storable';
import { searchWords } from '#contract/search-words';
import { CSV_MARK, csvLine } from '#contract/csv';
import type { AuditCount, AuditEntry as Shown } from '#contract/wire/audit';
import { jobMembers, readTarget } from '#contract/jobs/target';
import type { AppParts } from '../parts';
import { invalidCursor, invalidValue } from '../http/errors';
import { listRules } from '../retention/rules';
import type { AuditEntry, AuditQuery, AuditRange } from '../store/audit';
import type { Store } from '../store/store';
import { readSearch } from '../http/read-filter';
import { AUDIT_FILE_ROUTE } from '../http/known-routes';
import { queryOf } from '../http/receive';
import { readLimit, single } from './list-query';
import { listViews } from './views';

const PAGE = 1_000;
const MOST_READ = 50_000;

/** Who did what to how many, newest first; all of it as a file. */
export function auditRoutes(app: FastifyInstance, { store }: AppParts): void {
  app.get('/api/audit', async (request) => {
    const query = queryOf(request);
    const limit = readLimit(query);
    const after = single(query, 'after');
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw invalidCursor();
    const before = after === undefined ? undefined : Number(after);
    const words = searchWords(readSearch(query));
    const asked = { ...(await readWho(store, query)), limit, before };
    return { object: 'list', ...(await pageOf(store, words, asked)) };
  });
  app.get('/api/audit/counts', async (request) => {
    const counts = new Map<string, AuditCount>();
    for (const { action, actor, count } of await store.auditCounts(readRange(queryOf(request)))) {
      const topic = auditTopic(action);
      const key = JSON.stringify([topic, actor]);
      counts.set(key, { topic, actor, count: count + (counts.get(key)?.count ?? 0) });
    }
    return { object: 'list', data: [...counts.values()].toSorted((a, b) => b.count - a.count) };
  });
  // Without HEAD, which would read everything and send nothing.
  app.get(AUDIT_FILE_ROUTE, { exposeHeadRoute: false }, async (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(lines(store), { objectMode: false })),
  );
}

function readRange(query: URLSearchParams): AuditRange {
  const second = (name: 'created_after' | 'created_before') => {
    const value = single(query, name);
    if (value === undefined) return undefined;
    if (readFilter(name, value) === null)
      throw invalidValue(name, `Invalid '${name}': expected a Unix second, or an age such as 7d.`);
    return secondOf(value, Date.now());
  };
  return { since: second('created_after'), until: second('created_before') };
}

/** A topic is any of the actions that the log has of it. */
async function readWho(store: Store, query: URLSearchParams) {
  const topics = query.getAll('topic');
  const actors = query.getAll('actor').map((actor) => (actor === '' ? null : actor));
  const range = readRange(query);
  if (!actors.every((actor) => actor === null || isStorable(actor)))
    throw invalidValue('actor', "Invalid 'actor': NUL and unpaired surrogates are not allowed.");
  const found = topics.length === 0 ? [] : await store.auditCounts(range);
  const actions = new Set(found.map(({ action }) => action));
  return {
    ...range,
    ...(topics.length > 0 && {
      actions: [...actions].filter((action) => topics.includes(auditTopic(action))),
    }),
    ...(actors.length > 0 && { actors }),
  };
}

/** Reads on until a page is full; a search goes through so many entries at most, and then names the next. */
async function pageOf(
  store: Store,
  words: readonly string[],
  { limit, before, ...asked }: AuditQuery,
): Promise<{ data: Shown[]; next: string | null }> {
  const data: Shown[] = [];
  const size = words.length === 0 ? limit + 1 : PAGE;
  for (let read = 0, last = before; ; read += size) {
    const rows = await store.auditEntries({ ...asked, limit: size, before: last });
    const abouts = await aboutAll(store, rows);
    for (const { k, ...entry } of rows) {
      if (data.length === limit) return { data, next: String(last) };
      const shown = { id: k, ...entry, ...abouts(entry) };
      if (words.length === 0 || says(shown, words)) data.push(shown);
      last = k;
    }
    if (rows.length < size) return { data, next: null };
    if (read + size >= MOST_READ) return { data, next: String(last) };
  }
}

function says({ action, actor, origin, subject, name, target }: Shown, words: readonly string[]) {
  const parts = [auditWords(action), action, actor, origin, subject, name, JSON.stringify(target)];
  const text = folded(parts.join(' '));
  return words.every((word) => text.includes(word));
}

type About = Pick<Shown, 'name' | 'target'>;

/** What a line is about, as far as it is still known: the name of its rule or view; what its job applied to. */
async function aboutAll(store: Store, entries: readonly AuditEntry[]) {
  const named = [...(await listRules(store)), ...(await listViews({ store }))];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const ids = new Set(entries.flatMap(({ action, subject }) => jobOf(action, subject) ?? []));
  const found = await Promise.all([...ids].map((id) => store.job(id)));
  const jobs = new Map(
    found.flatMap((job): [string, About][] =>
      job ? [[job.id, { name: nameIn(job.spec), target: readTarget(JSON.parse(job.target)) }]] : [],
    ),
  );
  return ({ action, subject }: Pick<AuditEntry, 'action' | 'subject'>): About => {
    const job = jobs.get(jobOf(action, subject) ?? '');
    return job ?? { name: names.get(subject ?? '') ?? null, target: null };
  };
}

function jobOf(action: string, subject: string | null): string | null {
  return action.startsWith('job.') ? subject : null;
}

/** Of the rule that a run applies. */
function nameIn(spec: string): string | null {
  const { name } = jobMembers(spec);
  return typeof name === 'string' ? name : null;
}

async function* lines(store: Store): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(['id', 'at', 'actor', 'origin', 'action', 'subject', 'count']);
  for (let before: number | undefined; ;) {
    const entries = await store.auditEntries({ limit: PAGE, before });
    if (entries.length === 0) return;
    yield entries.map(line).join('');
    before = entries.at(-1)?.k;
  }
}

function line({ k, at, actor, origin, action, subject, count }: AuditEntry): string {
  const time = new Date(at * 1_000).toISOString();
  return csvLine([k, time, actor, origin, action, subject, count]);
}
