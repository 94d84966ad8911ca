import type { Config } from '../config';
import { plainProvider, type Provider } from './provider';
import { isOpenAi } from './providers-file';

/** The provider `openai` from `OPENAI_API_KEY` and `OPENAI_BASE_URL` alone. */
export function environmentProvider(openai: Config['openai']): Provider | null {
  if (openai === null) return null;
  const { apiKey, baseUrl } = openai;
  return { ...plainProvider('openai', baseUrl, 'env'), apiKey, stored: isOpenAi(baseUrl) };
}
