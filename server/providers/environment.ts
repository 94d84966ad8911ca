import type { Config } from '../config';
import { isOpenAi, plainProvider, type Provider } from './provider';
import { type Environment, proxyFor } from './proxy';

/** The provider `openai` from `OPENAI_API_KEY` and `OPENAI_BASE_URL` alone. Fails when its account is no header. */
export function environmentProvider(
  openai: Config['openai'],
  environment: Environment,
): Provider | null {
  if (openai === null) return null;
  const { apiKey, baseUrl } = openai;
  const provider = plainProvider('openai', baseUrl, 'env');
  return {
    ...provider,
    ...openAiAccount(environment),
    apiKey,
    keyVariable: apiKey === null ? 'OPENAI_BASE_URL' : 'OPENAI_API_KEY',
    stored: isOpenAi(baseUrl),
    proxy: proxyFor(baseUrl, environment),
  };
}

/**
 * `<PROVIDER>_API_KEY`, for a provider whose key is not in the file. A shell cannot set a name with spaces or hyphens:
 * `my-llm` is found as `MY_LLM_API_KEY`, too.
 */
export function environmentKey(
  name: string,
  environment: Environment,
): { variable: string; value: string } | null {
  const upper = name.toUpperCase();
  const variables = [upper, upper.replace(/[^A-Z0-9]/g, '_')].map((each) => `${each}_API_KEY`);
  for (const variable of variables) {
    const value = environment[variable]?.trim();
    if (value) return { variable, value };
  }
  return null;
}

/** Which organization and project of OpenAI's pay. */
export function openAiAccount(
  environment: Environment,
): Pick<Provider, 'organization' | 'project'> {
  return {
    organization: headerOf('OPENAI_ORG_ID', environment),
    project: headerOf('OPENAI_PROJECT_ID', environment),
  };
}

function headerOf(name: string, environment: Environment): string | null {
  const value = environment[name]?.trim() || null;
  if (value !== null && !/^[\x20-\x7e]+$/.test(value)) {
    throw new Error(`The configuration is not valid:\n  ${name}: must be printable ASCII`);
  }
  return value;
}
