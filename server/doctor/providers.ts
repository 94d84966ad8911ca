import { ApiFailure } from '../http/errors';
import type { Provider } from '../providers/provider';
import type { Registry } from '../providers/registry';
import { callProvider } from '../providers/upstream';
import type { Finding } from './finding';

const PATIENCE_MS = 10_000;

/** What each provider says to a question that costs nothing, and what time it has, in Unix seconds. */
export async function lookAtProviders(
  registry: Registry,
): Promise<[Finding[], ReadonlyMap<string, number>]> {
  const clocks = new Map<string, number>();
  const providers = await registry.providers();
  const findings = await Promise.all(
    providers.map(async (provider): Promise<Finding> => {
      const topic = `Provider ${provider.name}`;
      try {
        const { status, date } = await ask(provider);
        if (date !== null && provider.source !== 'demo') clocks.set(provider.name, date);
        return { topic, ...meaningOf(status, provider) };
      } catch (error) {
        const says = error instanceof ApiFailure ? error.message : 'gives no answer in time';
        const todo = 'Is it running, is its address right, and is there a proxy in between?';
        return { topic, state: 'bad', says, todo };
      }
    }),
  );
  const standard = await registry.defaultProvider();
  findings.push({
    topic: 'Plain model names',
    state: 'good',
    says: `go to ${standard.name} (DEFAULT_PROVIDER changes it)`,
  });
  return [findings, clocks];
}

async function ask(provider: Provider): Promise<{ status: number; date: number | null }> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await callProvider(provider, { method: 'GET', path: '/models', signal });
  answer.resume();
  const date = Date.parse(answer.headers.date ?? '');
  return {
    status: answer.statusCode ?? 0,
    date: Number.isNaN(date) ? null : Math.floor(date / 1_000),
  };
}

function meaningOf(status: number, { apiKey }: Provider): Omit<Finding, 'topic'> {
  const says = `answers its list of models with status ${status}`;
  if (status === 401 || status === 403) {
    const todo =
      apiKey === null
        ? 'Give it a key: apiKey in the providers file, or its variable (OPENAI_API_KEY, MISTRAL_API_KEY, …).'
        : 'It refuses the key: is it whole, of this provider, and still valid?';
    return { state: 'bad', says, todo };
  }
  if (status === 404)
    return {
      state: 'careful',
      says,
      todo: 'Some have no such list. If completions fail too, the base URL probably lacks its /v1.',
    };
  if (status === 429 || status >= 500)
    return { state: 'careful', says, todo: 'Try again later; it may be busy or down.' };
  return { state: status < 400 ? 'good' : 'careful', says };
}
