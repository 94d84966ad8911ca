import { readingsOf, WIDEST } from './escapes';
import type { Provider } from './provider';
import { proxyAuthorization } from './proxy';

/** Characters of a key that count as quoting it: fewer are in many texts by chance. */
const SHORTEST = 12;
/** What a provider's own headers and addresses carry keys under, and how such values begin. */
const SECRET = /key|token|auth|secret|cookie|passw|credential|sig|session|jwt|^code$/i;
const SCHEME = /^(bearer|basic|token)\s+/i;

/** Every piece of a key of {@link SHORTEST} characters, in each form in which a text may hold it, to its last four. */
export type Endings = ReadonlyMap<string, string>;

/** Puts `****` and the last four characters in the place of what a text quotes of a provider's keys. */
export type Hide = (text: string) => string;

/** A part of a text that quotes a key. */
type Quote = { start: number; end: number; ending: string };

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
    // What is longer is looked through piece by piece: the places of all its characters would take up much memory.
    if (text.length <= PIECE) return withoutQuotes(text, quotesIn(text, ends).quotes);
    const hiding = createHiding(ends);
    let shown = '';
    for (let at = 0; at < text.length; at += PIECE)
      shown += hiding.next(text.slice(at, at + PIECE));
    return shown + hiding.rest();
  };
}

const PIECE = 65_536;

/** Text in pieces, without the keys that it quotes; what may be the beginning of a key waits for the next piece. */
export type Hiding = { next(text: string): string; rest(): string };

/** No key that is quoted to its {@link SHORTEST} takes more room than this. */
const REACH = SHORTEST * WIDEST;

export function createHiding(ends: Endings): Hiding {
  let held = '';
  return {
    next(piece) {
      held += piece;
      // Looked through again for each of many small pieces, what is held would cost more than what comes.
      if (held.length < 2 * REACH) return '';
      const text = held;
      const { quotes, border } = quotesIn(text, ends);
      let safe = border(text.length - REACH);
      // One that goes on behind it may do so in the next piece.
      safe = Math.min(safe, quotes.find(({ end }) => end > safe)?.start ?? safe);
      held = text.slice(safe);
      return withoutQuotes(
        text.slice(0, safe),
        quotes.filter(({ end }) => end <= safe),
      );
    },
    rest() {
      const text = held;
      held = '';
      return withoutQuotes(text, quotesIn(text, ends).quotes);
    },
  };
}

function withoutQuotes(text: string, quotes: readonly Quote[]): string {
  if (quotes.length === 0) return text;
  let shown = '';
  let from = 0;
  for (const { start, end, ending } of quotes) {
    shown += text.slice(from, start) + asWide(`****${ending}`, text.slice(start, end));
    from = end;
  }
  return shown + text.slice(from);
}

/** The mark in as many bytes a character as the quote whose place it takes: what follows stays readable. */
function asWide(mark: string, quote: string): string {
  const [fill] = /\0+/.exec(quote) ?? [];
  if (fill === undefined) return mark;
  return (quote.startsWith(fill) ? fill : '') + mark.replace(/.(?=.)/g, `$&${fill}`);
}

type Found = {
  /** All quotes in their order, also where the text escapes or encodes them. */
  quotes: Quote[];
  /** The last place up to this one that is within no escape. */
  border: (at: number) => number;
};

function quotesIn(text: string, ends: Endings): Found {
  if (ends.size === 0 || text.length < SHORTEST) return { quotes: [], border: (at) => at };
  const found: Quote[] = [];
  const readings = readingsOf(text);
  for (const { read, places } of readings)
    for (const { start, end, ending } of plainQuotes(read, ends))
      found.push({
        start: places?.[start] ?? start,
        end: places?.[end] ?? end,
        ending,
      });
  // What begins a character in the last layer begins one in each.
  const { places } = readings.at(-1) ?? {};
  const border = (at: number) => (places ? (places[lastUpTo(places, at)] ?? 0) : at);
  return { quotes: merged(found), border };
}

function lastUpTo(sorted: Uint32Array, most: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
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
  const triples = triplesOf(ends);
  let end = SHORTEST;
  while (end <= text.length) {
    // No piece of a key has these three characters: none of those that would hold them need be looked at.
    if (triples[tripleBefore(text, end)] === 0) {
      end += SHORTEST - 2;
      continue;
    }
    const start = end - SHORTEST;
    const ending = ends.get(text.slice(start, end));
    end += 1;
    if (ending === undefined) continue;
    while (end <= text.length && ends.has(text.slice(end - SHORTEST, end))) end += 1;
    quotes.push({ start, end: end - 1, ending });
    end += SHORTEST - 1;
  }
  return quotes;
}

/** Of each set of pieces once: which three characters stand in one of them behind each other. */
const known = new WeakMap<Endings, Uint8Array>();

function triplesOf(ends: Endings): Uint8Array {
  const before = known.get(ends);
  if (before) return before;
  const triples = new Uint8Array(65_536);
  for (const piece of ends.keys())
    for (let end = 3; end <= piece.length; end += 1) triples[tripleBefore(piece, end)] = 1;
  known.set(ends, triples);
  return triples;
}

/** A number for them that others may share. */
function tripleBefore(text: string, end: number): number {
  const [a, b, c] = [text.charCodeAt(end - 3), text.charCodeAt(end - 2), text.charCodeAt(end - 1)];
  return (a * 961 + b * 31 + c) & 0xffff;
}

/** As it is, as UTF-8 read byte by byte, in Base64 (also of UTF-16, which is UTF-7), in hexadecimal, and what is left of each when a reader takes a part for an escape. */
function formsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const wide = Buffer.from(key, 'utf16le');
  const coded = [bytes, wide, Buffer.from(wide).swap16()].flatMap(base64Of);
  const plain = [key, bytes.toString('latin1'), ...coded, hex, hex.toUpperCase()];
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

function secretsOf({ apiKey, headers, query, baseUrl, proxy }: Provider): string[] {
  const { username, password, searchParams } = new URL(baseUrl);
  const named = [...Object.entries(headers), ...searchParams, ...new URLSearchParams(query)]
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
