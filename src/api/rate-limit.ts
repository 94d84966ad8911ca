type Quota = {
  limit: number | null;
  remaining: number | null;
  /** Milliseconds until the quota is full again. */
  reset: number | null;
};

/** What the `x-ratelimit-*` headers say; null where they say nothing. */
export type RateLimit = { requests: Quota; tokens: Quota };

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function rateLimitOf(headers: Headers): RateLimit {
  return { requests: quotaOf(headers, 'requests'), tokens: quotaOf(headers, 'tokens') };
}

function quotaOf(headers: Headers, of: string): Quota {
  return {
    limit: amount(headers.get(`x-ratelimit-limit-${of}`)),
    remaining: amount(headers.get(`x-ratelimit-remaining-${of}`)),
    reset: duration(headers.get(`x-ratelimit-reset-${of}`)),
  };
}

function amount(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** OpenAI writes `6m0s`, `20ms` or `1h2m`; others plain seconds. */
function duration(text: string | null): number | null {
  const seconds = amount(text);
  if (seconds !== null) return seconds * 1000;
  if (text === null || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    total += Number(count) * (UNIT_MS[unit] ?? 0);
  }
  return total;
}
