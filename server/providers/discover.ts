import { plainProvider, type Provider } from './provider';
import { callProvider } from './upstream';
import { readAll } from './read-answer';

/** Servers for local models, on the ports they use by default. */
const LOCAL = [
  { name: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { name: 'lmstudio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llamacpp', baseUrl: 'http://127.0.0.1:8080/v1' },
];
const PROBE_MS = 400;

/** Finds the local model servers that are running now: those whose `/models` answers with a list. */
export async function discoverProviders(
  candidates: readonly { name: string; baseUrl: string }[] = LOCAL,
): Promise<Provider[]> {
  const found = await Promise.all(
    candidates.map(async ({ name, baseUrl }) => {
      const provider = plainProvider(name, baseUrl, 'found');
      return (await answersWithModels(provider)) ? [provider] : [];
    }),
  );
  return found.flat();
}

async function answersWithModels(provider: Provider): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_MS);
    const response = await callProvider(provider, { method: 'GET', path: '/models', signal });
    const body: unknown = JSON.parse((await readAll(response)).text);
    return (
      response.statusCode === 200 && typeof body === 'object' && body !== null && 'data' in body
    );
  } catch {
    // Nothing there, or something that is no model server: both are the ordinary case.
    return false;
  }
}
