import { jobMembers } from '#contract/jobs/target';
import { createdSeconds } from '#contract/created';
import { bringsNothingNew, doesNotPage, ignoresOrder } from '#contract/source/paging';
import { objectOr } from '#contract/json';
import type { AppParts } from '../parts';
import { seconds } from '../jobs/new-job';
import { JobFailed, type Kind } from '../jobs/runner';
import type { Provider } from '../providers/provider';
import type { Job } from '../store/jobs';
import type { EndedRecord } from '../store/records';
import { askedText, listedMessages } from '../transfer/asked-messages';
import { Unusable } from '../transfer/unusable';
import { ApiFailure } from '../http/errors';
import { BACK, forgetLooked, type Look, type Looked, noteLooked, readLooked } from './looked';
import { mirroredRecord } from './mirrored-record';
import { changeMirror, findMirror } from './mirrors';
import { type Progress, readProgress } from './progress';
import { listMessages, listStored, type ProviderPage, ProviderRefused } from './provider-store';

/** Messages that are asked for at a time. */
const AT_ONCE = 4;
/** Remembered ids that a walk is tried to begin behind: the provider may have deleted some. */
const MOST_STARTS = 5;

type Parts = Pick<AppParts, 'store' | 'registry' | 'prices'>;
/** What a run knows that needs no writing down. */
type Walk = { looked: Looked; seen: Set<string> };

/**
 * Copies what a provider stores, oldest first. Completions may appear late with an old date, so every run goes back for
 * an hour, and one a day for a day; what was looked at before is left alone. What is here already stays as it is, with
 * the metadata that it has here; what went through this server is not copied again; what was deleted here stays deleted;
 * what has gone there stays here.
 */
export function mirrorKind(parts: Parts): Kind {
  const { store, registry } = parts;
  return {
    steps: (_job, signal) => {
      let walk: Walk | null = null;
      return async (job) => {
        const name = String(jobMembers(job.target)['mirror']);
        const provider = await registry.get(name);
        if (!provider?.stored) throw new JobFailed(`no provider '${name}' that stores completions`);
        const progress = readProgress(jobMembers(job.progress));
        walk ??= { looked: await readLooked(store, name), seen: new Set() };
        // Also of a page whose process died before it could write this down.
        await writeDown(parts, name, progress);
        if (progress.hasEnded) return null;
        const { page, start, ...begun } = await nextPage({
          parts,
          provider,
          progress,
          walk,
          signal,
        });
        return copy(parts, { job, provider, page, start, walk, begun }, signal);
      };
    },
  };
}

async function writeDown({ store }: Parts, name: string, progress: Progress): Promise<void> {
  const { cursor, looks = [], hasEnded, isDeep } = progress;
  await noteLooked(store, name, looks);
  const change = {
    ...(typeof cursor === 'string' && { cursor }),
    ...(hasEnded && isDeep && { deepAt: seconds() }),
  };
  if (Object.keys(change).length > 0) await changeMirror(store, name, change);
  if (hasEnded) await forgetLooked(store, name);
}

type Begun = Pick<Progress, 'isDeep' | 'floor' | 'from'>;
type Next = { page: ProviderPage; start: string | null } & Begun;
type Asking = {
  parts: Parts;
  provider: Provider;
  progress: Progress;
  walk: Walk;
  signal: AbortSignal;
};

/** The next page of a walk; its first one begins behind what is old enough. */
async function nextPage({ parts, provider, progress, walk, signal }: Asking): Promise<Next> {
  const { cursor, isDeep, floor, from } = progress;
  if (cursor !== undefined) {
    const page = await pageBehind(provider, cursor, signal);
    if (page) return { page, start: cursor, isDeep: isDeep ?? false, floor: floor ?? null, from };
    // The provider has forgotten it meanwhile: what comes again is no sign that it does not page.
    walk.seen.clear();
  }
  const mirror = await findMirror(parts.store, provider.name);
  const goesDeep = isDeep ?? seconds() - (mirror.deepAt ?? 0) >= BACK.daily;
  const behind = walk.looked.behind(goesDeep ? BACK.daily : BACK.always);
  // Nothing is remembered of a mirror that an earlier release has begun but where it was.
  const isEarlier = mirror.deepAt === undefined && mirror.cursor !== null;
  const starts = behind.length === 0 && isEarlier ? [mirror.cursor ?? ''] : behind;
  for (const start of starts.slice(0, MOST_STARTS)) {
    const page = await pageBehind(provider, start, signal);
    if (page) return { page, start, isDeep: goesDeep, floor: null };
  }
  const page = await pageBehind(provider, null, signal);
  if (!page) throw new JobFailed(`${provider.name} refused its list`);
  return { page, start: null, isDeep: goesDeep, floor: walk.looked.floor };
}

/** Null when the provider does not know the id that the page is to begin behind. */
async function pageBehind(
  provider: Provider,
  after: string | null,
  signal: AbortSignal,
): Promise<ProviderPage | null> {
  try {
    return await listStored(provider, after, signal);
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error;
    if (after !== null && (error.status === 400 || error.status === 404)) return null;
    throw new JobFailed(error.message);
  }
}

type Listed = { text: string; id: string | null; time: number; messages: string[] | null };

type Copying = {
  job: Job;
  provider: Provider;
  page: ProviderPage;
  start: string | null;
  walk: Walk;
  begun: Begun;
};

async function copy(
  parts: Parts,
  { job, provider, page, start, walk, begun }: Copying,
  signal: AbortSignal,
): Promise<Job | null> {
  const { store } = parts;
  const all = listed(page, provider.name);
  const ids = all.map(({ id }) => id);
  if (page.hasMore && bringsNothingNew(ids, walk.seen))
    throw new JobFailed(doesNotPage(provider.name));
  const fresh = all.filter(({ id }) => id === null || !walk.seen.has(id));
  for (const { id } of all) if (id !== null) walk.seen.add(id);
  const { floor = null, isDeep = false } = begun;
  const isWhole = start === null && floor === null;
  const from = begun.from ?? (isWhole ? all[0]?.time : undefined);
  const isOld = ({ id, time }: Listed) =>
    id !== null && (walk.looked.has(id) || (floor !== null && time < floor));
  const unseen = fresh.filter((each) => !isOld(each));
  const idsOf = (some: readonly Listed[]) => some.flatMap(({ id }) => id ?? []);
  const isHere = async (some: readonly Listed[]) =>
    new Set(await store.knownIds(idsOf(some), provider.name));
  const known = await isHere(unseen);
  const wanted = unseen.filter(({ id }) => id === null || !known.has(id));
  const { records, failures } = await fetched(parts, { provider, wanted }, signal);
  // What is being recorded here gets the provider's id only when it has ended, which may be just now.
  const late = wanted.length > 0 ? await isHere(wanted) : new Set();
  const brought = {
    records: records.filter(({ id }) => !late.has(id)),
    failures,
    known: known.size + late.size,
  };
  const looks = unseen.flatMap(({ id, time }): Look[] => (id === null ? [] : [[id, time]]));
  const cursor = idsOf(all).at(-1) ?? start;
  const hasEnded = !page.hasMore || all.length === 0;
  const reached = from === undefined ? undefined : (all.at(-1)?.time ?? from);
  const progress: Progress = { cursor, hasEnded, looks, isDeep, floor, from, reached };
  return store.bringForJob(job.id, brought, { progress: JSON.stringify(progress) });
}

async function fetched(
  parts: Parts,
  { provider, wanted }: { provider: Provider; wanted: readonly Listed[] },
  signal: AbortSignal,
) {
  const records: EndedRecord[] = [];
  const failures: { id: string; reason: string }[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    await Promise.all(
      wanted.slice(at, at + AT_ONCE).map(async ({ text, id, messages }) => {
        try {
          const asked = messages ?? (id === null ? [] : await askedFor(provider, id, signal));
          records.push(mirroredRecord({ ...parts, provider }, text, asked));
        } catch (error) {
          failures.push({ id: id ?? 'without an id', reason: reasonOf(error) });
        }
      }),
    );
  }
  return { records, failures };
}

async function askedFor(provider: Provider, id: string, signal: AbortSignal): Promise<string[]> {
  return (await listMessages(provider, id, signal)).map(askedText);
}

/** The rows of a page with their place in time; one without a usable date has that of the one before. */
function listed({ completions }: ProviderPage, provider: string): Listed[] {
  const latest = seconds() + BACK.daily;
  let time = 0;
  const rows = completions.map((text) => {
    const value = objectOr(JSON.parse(text));
    const { id, created } = value;
    const own = createdSeconds(created);
    if (own !== null && own <= latest) time = own;
    const usable = typeof id === 'string' && id !== '' ? id : null;
    return { text, id: usable, time, messages: listedMessages(text, value) };
  });
  const times = rows.map((row) => row.time);
  if (ignoresOrder(times, 'asc'))
    throw new JobFailed(`${provider} lists the newest first although it was asked for the oldest`);
  return rows;
}

/** What one completion has wrong; what is wrong with the provider ends the run, to be taken up by the next. */
function reasonOf(error: unknown): string {
  if (error instanceof Unusable || error instanceof ApiFailure) return error.message;
  if (error instanceof ProviderRefused && error.status === 404)
    return 'the provider has no messages of it';
  if (error instanceof ProviderRefused) throw new JobFailed(error.message);
  throw error;
}
