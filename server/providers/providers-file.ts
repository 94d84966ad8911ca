import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Provider } from './provider';

const headerText = z.string().regex(/^[\x20-\x7e]*$/, 'must be printable ASCII');

const providerSchema = z.strictObject({
  baseURL: z.url({ protocol: /^https?$/ }),
  apiKey: headerText.optional(),
  organization: headerText.optional(),
  project: headerText.optional(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), headerText).optional(),
  stored: z.boolean().optional(),
  forwardStore: z.boolean().optional(),
});

const fileSchema = z.object({
  providers: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), providerSchema).default({}),
  models: z.record(z.string(), z.object({ provider: z.string(), model: z.string() })).default({}),
});

/** A short name for one model of one provider. */
export type Alias = { provider: string; model: string };

export type ProvidersFile = { providers: Provider[]; aliases: Map<string, Alias> };

/**
 * Reads `AIProviders.json`, in the format of 4D AIKit. A missing file is an empty one; a broken one stops the start.
 * The error names the place but never the value: it may be a key.
 */
export function readProvidersFile(path: string): ProvidersFile {
  if (!existsSync(path)) return { providers: [], aliases: new Map() };
  const parsed = fileSchema.safeParse(parseJson(path));
  if (!parsed.success) {
    const places = parsed.error.issues.map((i) => `${i.path.join('.') || 'file'}: ${i.code}`);
    throw new Error(`The providers file ${path} is not valid: ${places.join('; ')}.`);
  }
  const { providers, models } = parsed.data;
  return {
    providers: Object.entries(providers).map(([name, entry]) => ({
      name,
      baseUrl: entry.baseURL.replace(/\/+$/, ''),
      apiKey: entry.apiKey || null,
      organization: entry.organization ?? null,
      project: entry.project ?? null,
      headers: entry.headers ?? {},
      stored: entry.stored ?? isOpenAi(entry.baseURL),
      forwardStore: entry.forwardStore ?? false,
      source: 'file',
    })),
    aliases: new Map(Object.entries(models)),
  };
}

/** api.openai.com keeps stored completions itself; others say so in the file. */
export function isOpenAi(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === 'api.openai.com';
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    // The parser's own message quotes the text around the fault, which may be a key.
    throw new Error(`The providers file ${path} is not valid JSON.`);
  }
}
