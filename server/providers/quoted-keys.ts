import type { Provider } from './provider';
import { proxyAuthorization } from './proxy';

/** Characters of a key that count as quoting it: fewer are in many texts by chance. */
export const SHORTEST = 12;
/** What a provider's own headers and addresses carry keys under, and how such values begin. */
const SECRET = /key|token|auth|secret|cookie|passw|credential|sig|session|jwt|^code$/i;
const SCHEME = /^(bearer|basic|token)\s+/i;

/** Every piece of a key of {@link SHORTEST} characters, in each form in which a text may hold it, to its last four. */
export type Endings = ReadonlyMap<string, string>;

/** Puts `****` and the last four characters in the place of what a text quotes of a provider's keys. */
export type Hide = (text: string) => string;

/** A part of a text that quotes a key. */
export type Quote = { start: number; end: number; ending: string };

/** Of each provider once: every answer is looked through for them. */
const remembered = new WeakMap<Provider, Endings>();

export function endings(provider: Provider): Endings {
  const known = remembered.get(provider);
  if (known) return known;
  const ends = new Map<string, string>();
  remembered.set(provider, ends);
  for (const key of secretsOf(provider))
    for (const form of formsOf(key))
      for (let at = 0; at + SHORTEST <= form.length; at += 1)
        ends.set(form.slice(at, at + SHORTEST), key.slice(-4));
  return ends;
}

export function hiderOf(ends: Endings): Hide {
  return (text) => {
    let shown = '';
    let from = 0;
    for (const { start, end, ending } of quotesIn(text, ends)) {
      shown += `${text.slice(from, start)}****${ending}`;
      from = end;
    }
    return shown + text.slice(from);
  };
}

/** All quotes in their order, also where the text escapes or encodes them. */
export function quotesIn(text: string, ends: Endings): Quote[] {
  if (ends.size === 0 || text.length < SHORTEST) return [];
  const found: Quote[] = [];
  for (const { read, place } of readingsOf(text))
    for (const { start, end, ending } of plainQuotes(read, ends))
      found.push({ start: place(start), end: place(end), ending });
  return merged(found);
}

/** What overlaps is one; the longer one names the ending. */
function merged(quotes: Quote[]): Quote[] {
  const result: Quote[] = [];
  for (const quote of quotes.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (!last || quote.start >= last.end) result.push({ ...quote });
    else if (quote.end > last.end) last.end = quote.end;
  }
  return result;
}

function plainQuotes(text: string, ends: Endings): Quote[] {
  const quotes: Quote[] = [];
  for (let start = 0; start + SHORTEST <= text.length; start += 1) {
    const ending = ends.get(text.slice(start, start + SHORTEST));
    if (ending === undefined) continue;
    let end = start + SHORTEST;
    while (end < text.length && ends.has(text.slice(end - SHORTEST + 1, end + 1))) end += 1;
    quotes.push({ start, end, ending });
    start = end - 1;
  }
  return quotes;
}

/** How often a text may be encoded one over the other. */
const LAYERS = 3;
/** Escapes of JSON, of addresses and of HTML. */
const CODED =
  /\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|%[0-9a-f]{2}|&#x0*[0-9a-f]{2};|&#0*[0-9]{2,3};|&(?:amp|lt|gt|quot|apos|sol);/gis;
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
};

/** The longest way in which a text may write one character, all layers together. */
export const WIDEST = 24;

type Reading = { read: string; place: (at: number) => number };

/** The text as it stands, and without each layer of encoding; `place` leads from there to the text. */
function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [{ read: text, place: (at) => at }];
  for (let layer = 0; layer < LAYERS; layer += 1) {
    if (!/[\\%&]/.test(readings.at(-1)?.read ?? '')) break;
    const former = readings.at(-1) as Reading;
    const next = decoded(former);
    if (next.read === former.read) break;
    readings.push(next);
  }
  return readings;
}

function decoded({ read: text, place }: Reading): Reading {
  let read = '';
  let from = 0;
  /** Where each stretch begins in what is read, and in the text. */
  const stretches: [read: number, text: number][] = [[0, 0]];
  for (const match of text.matchAll(CODED)) {
    const [code] = match;
    read += text.slice(from, match.index) + characterOf(code);
    from = match.index + code.length;
    stretches.push([read.length, from]);
  }
  read += text.slice(from);
  const back = (at: number) => {
    const [begun, begin] = stretches[lastBefore(stretches, at)] ?? [0, 0];
    return begin + (at - begun);
  };
  return { read, place: (at) => place(back(at)) };
}

function lastBefore(stretches: readonly [number, number][], at: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.[0] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function characterOf(code: string): string {
  const hex = /^(?:\\u|\\x|%|&#x)([0-9a-f]+)/i.exec(code)?.[1];
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  if (code.startsWith('\\')) return code.slice(1);
  const decimal = /^&#(\d+)/.exec(code)?.[1];
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  return NAMED[code.slice(1, -1).toLowerCase()] ?? code;
}

/** As it is, as UTF-8 read byte by byte, in Base64, and what is left of each when a reader takes a part for an escape. */
function formsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const plain = [key, bytes.toString('latin1'), ...base64Of(bytes)];
  return plain.flatMap((form) => readingsOf(form).map(({ read }) => read));
}

/** What is the same of it wherever in the encoded text it begins, in both alphabets. */
function base64Of(key: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), key])
      .toString('base64')
      .replaceAll('=', '');
    // A character of six bits that holds some of its neighbours says nothing certain.
    const isLastShared = ((shift + key.length) * 8) % 6 !== 0;
    const own = text.slice(Math.ceil((shift * 8) / 6), isLastShared ? -1 : undefined);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function secretsOf({ apiKey, headers, baseUrl, proxy }: Provider): string[] {
  const { username, password, searchParams } = new URL(baseUrl);
  const named = [...Object.entries(headers), ...searchParams]
    .filter(([name, value]) => SECRET.test(name) || SCHEME.test(value))
    .map(([, value]) => value.replace(SCHEME, ''));
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  const sent = proxy ? (proxyAuthorization(proxy)['proxy-authorization'] ?? '') : '';
  const basic = [
    user === '' && pass === '' ? '' : Buffer.from(`${user}:${pass}`).toString('base64'),
    sent.replace(SCHEME, ''),
    ...named,
  ];
  // A name without a password is a key.
  return [apiKey ?? '', pass || user, ...basic, ...basic.map(passwordIn)];
}

/** The password in what is sent for Basic authorization; empty for all else. */
function passwordIn(text: string): string {
  const [, password = ''] = /^[\x20-\x7e]*?:([\x20-\x7e]+)$/.exec(atobOrEmpty(text)) ?? [];
  return password;
}

function atobOrEmpty(text: string): string {
  return /^[\w+/-]+=*$/.test(text) ? Buffer.from(text, 'base64').toString('latin1') : '';
}
