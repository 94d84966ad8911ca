import type { AppParts } from '../app';
import { JobFailed, type Kind } from '../jobs/runner';
import type { Provider } from '../providers/provider';
import type { Job } from '../store/jobs';
import type { EndedRecord } from '../store/records';
import { Unusable } from '../transfer/unusable';
import { ApiFailure } from '../errors';
import { mirroredRecord } from './mirrored-record';
import { changeMirror, findMirror } from './mirrors';
import { listMessages, listStored, type ProviderPage, ProviderRefused } from './provider-store';

/** Messages that are asked for at a time. */
const AT_ONCE = 4;

type Parts = Pick<AppParts, 'store' | 'registry' | 'prices'>;
type Progress = { cursor?: string | null; hasEnded?: boolean };

/**
 * Copies what a provider stores, oldest first, from where the last run ended. What is here already stays as it is, with
 * the metadata that it has here; what was deleted here stays deleted; what has gone there stays here.
 */
export function mirrorKind(parts: Parts): Kind {
  const { store, registry } = parts;
  return {
    steps: (_job, signal) => async (job) => {
      const { mirror: name } = JSON.parse(job.target) as { mirror: string };
      const provider = await registry.get(name);
      if (!provider?.stored) throw new JobFailed(`no provider '${name}' that stores completions`);
      const { cursor, hasEnded } = JSON.parse(job.progress) as Progress;
      // Also of a page whose process died before it could write this down.
      if (typeof cursor === 'string') await changeMirror(store, name, { cursor });
      if (hasEnded) return null;
      const start = cursor ?? (await findMirror(store, name)).cursor;
      const page = await nextPage(provider, start, signal);
      return copy(parts, { job, provider, page, start }, signal);
    },
  };
}

/** A provider that has forgotten the last completion is gone through from the start: what is here is skipped. */
async function nextPage(
  provider: Provider,
  after: string | null,
  signal: AbortSignal,
): Promise<ProviderPage> {
  try {
    return await listStored(provider, after, signal);
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error;
    const isUnknown = after !== null && (error.status === 400 || error.status === 404);
    if (isUnknown) return listStored(provider, null, signal);
    throw new JobFailed(error.message);
  }
}

type Copying = { job: Job; provider: Provider; page: ProviderPage; start: string | null };

async function copy(
  parts: Parts,
  { job, provider, page, start }: Copying,
  signal: AbortSignal,
): Promise<Job | null> {
  const { store } = parts;
  const all = page.completions.map((text) => ({ text, id: idOf(text) }));
  const known = new Set(await store.knownIds(all.flatMap(({ id }) => id ?? [])));
  const wanted = all.filter(({ id }) => id === null || !known.has(id));
  const records: EndedRecord[] = [];
  const failures: { id: string; reason: string }[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    await Promise.all(
      wanted.slice(at, at + AT_ONCE).map(async ({ text, id }) => {
        try {
          const messages = id === null ? [] : await listMessages(provider, id, signal);
          records.push(mirroredRecord({ ...parts, provider }, text, messages));
        } catch (error) {
          failures.push({ id: id ?? 'without an id', reason: reasonOf(error) });
        }
      }),
    );
  }
  const cursor = all.at(-1)?.id ?? start;
  const progress = { cursor, hasEnded: !page.hasMore || all.length === 0 };
  const brought = { records, failures, known: all.length - wanted.length };
  return store.bringForJob(job.id, brought, { progress: JSON.stringify(progress) });
}

function idOf(completion: string): string | null {
  const { id } = JSON.parse(completion) as { id?: unknown };
  return typeof id === 'string' && id !== '' ? id : null;
}

/** What one completion has wrong; what is wrong with the provider ends the run, to be taken up by the next. */
function reasonOf(error: unknown): string {
  if (error instanceof Unusable || error instanceof ApiFailure) return error.message;
  if (error instanceof ProviderRefused && error.status === 404) return 'its messages are gone';
  if (error instanceof ProviderRefused) throw new JobFailed(error.message);
  throw error;
}
