import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { withoutKeysInErrors, withoutQuotedKeys } from './hide-keys';
import { plainProvider, type Provider } from './provider';
import { endings, hiderOf } from './quoted-keys';
import type { Answer } from './unpack';

const KEY = 'sk-c.a*n(a)r[y]/01+23$45^67&89-abcd';
const PIECE = /n\(a\)r\[y|01\+23|45\^67/;
const keyed = (more: Partial<Provider> = {}): Provider => ({
  ...plainProvider('p', 'http://127.0.0.1:1/v1', 'file'),
  apiKey: KEY,
  ...more,
});
const provider = keyed();
const codes = [...Buffer.from(KEY)].map((code) => code.toString(16));
const escaped = codes.map((code) => `\\u${code.padStart(4, '0')}`).join('');
const hexed = codes.map((code) => `%${code}`).join('');
const inUnicode = (text: string) =>
  Array.from(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const basic = (text: string) => Buffer.from(text).toString('base64');

/** All that comes out when these pieces go in. */
async function through(
  pieces: readonly (string | Buffer)[],
  { status = 200, type = 'application/json', from = provider } = {},
): Promise<string> {
  const answer: Answer = Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
    statusCode: status,
    headers: { 'content-type': type, 'content-length': '9' },
  });
  const shown = withoutKeysInErrors(withoutQuotedKeys(answer, from), from);
  const bytes: Buffer[] = [];
  for await (const piece of shown as AsyncIterable<Buffer>) bytes.push(piece);
  return Buffer.concat(bytes).toString();
}

/** The same text cut at every point, in threes around it, and into single bytes. */
async function inEverySlice(text: string, status: number, expected: string) {
  const bytes = Buffer.from(text);
  const each = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  expect(await through([bytes], { status })).toBe(expected);
  expect(await through(each, { status })).toBe(expected);
  for (let at = 1; at < bytes.length; at += 1) {
    const cut = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(await through(cut, { status }), `cut at ${at}`).toBe(expected);
    const three = [bytes.subarray(0, at), bytes.subarray(at, at + 5), bytes.subarray(at + 5)];
    expect(await through(three, { status }), `three at ${at}`).toBe(expected);
  }
}

const WRITTEN: [how: string, text: string][] = [
  ['as it is', KEY],
  ['with escaped slashes', KEY.replaceAll('/', String.raw`\/`)],
  ['with an escaped hyphen', KEY.replaceAll('-', String.raw`\u002d`)],
  ['all escaped', escaped],
  [
    'all escaped, in capitals',
    escaped.replaceAll(/[a-f]/g, (sign) => sign.toUpperCase()).replaceAll('\\U', '\\u'),
  ],
  ['escaped twice', escaped.replaceAll('\\', '\\\\')],
  ['escaped, and each character of that again', inUnicode(escaped)],
  ['escaped so three times over', inUnicode(inUnicode(escaped))],
  [
    'within JSON within JSON',
    JSON.stringify(JSON.stringify(KEY.replaceAll('/', String.raw`\/`))).slice(3, -3),
  ],
  ['in hexadecimal', Buffer.from(KEY).toString('hex')],
  ['in hexadecimal, in capitals', Buffer.from(KEY).toString('hex').toUpperCase()],
  ['as bytes of a program', hexed.replaceAll('%', String.raw`\x`)],
  ['for an address', encodeURIComponent(KEY)],
  ['for an address, all of it', hexed],
  ['for an address, twice', encodeURIComponent(encodeURIComponent(KEY))],
  ['for a page', KEY.replaceAll('&', '&amp;').replaceAll('/', '&#x2F;').replaceAll('+', '&#43;')],
];

describe('a key that is quoted', () => {
  it.each(WRITTEN)('%s is hidden', (_, text) => {
    const hide = hiderOf(endings(provider));
    expect(hide(`é🦉 ${text}, ${text}.`)).toBe('é🦉 ****abcd, ****abcd.');
  });

  it('is hidden from twelve characters on, at any place in it', () => {
    const hide = hiderOf(endings(provider));
    for (let at = 0; at + 12 <= KEY.length; at += 1) {
      expect(hide(`<${KEY.slice(at, at + 12)}>`)).toBe('<****abcd>');
      const short = `<${KEY.slice(at, at + 11)}>`;
      expect(hide(short)).toBe(short);
    }
  });

  it.each([
    [
      'its header',
      keyed({ apiKey: null, headers: { Authorization: `Basic ${basic(`user:${KEY}`)}` } }),
    ],
    [
      'its address',
      keyed({ apiKey: null, baseUrl: `http://user:${encodeURIComponent(KEY)}@127.0.0.1/v1` }),
    ],
    [
      'its proxy',
      keyed({
        apiKey: null,
        proxy: new URL(`http://user:${encodeURIComponent(KEY)}@127.0.0.1:3128`),
      }),
    ],
    ['a key elsewhere', keyed()],
  ])('in Base64 and in words, of %s', (_, from) => {
    const hide = hiderOf(endings(from));
    expect(hide(`wrong: ${KEY}`)).toBe('wrong: ****abcd');
    for (const pair of [`user:${KEY}`, `:${KEY}`, `us:${KEY}:x`, `x${KEY}`, `é${KEY}xy`]) {
      const sent = basic(pair);
      for (const text of [sent, sent.replaceAll('+', '-').replaceAll('/', '_')]) {
        const shown = hide(`got Basic ${text}.`);
        expect(shown).toMatch(/^got Basic .{0,12}\*{4}.{4}.{0,8}\.$/);
        expect(shown.length).toBeLessThan(text.length);
      }
    }
  });

  it('with letters beyond ASCII is hidden as text and as bytes', async () => {
    const from = keyed({ apiKey: 'clé-secrète-ñandú-1234' });
    expect(hiderOf(endings(from))('no clé-secrète-ñandú-1234!')).toBe('no ****1234!');
    const body = '{"error":"no clé-secrète-ñandú-1234!"}';
    expect(await through([body], { from })).toBe('{"error":"no ****1234!"}');
    expect(await through([body], { from, status: 401 })).toBe('{"error":"no ****1234!"}');
  });
});

/** Every look at a piece of text is a copy of it and a search: they are most of the work. */
class Counting extends Map<string, string> {
  looks = 0;
  override get(piece: string) {
    this.looks += 1;
    return super.get(piece);
  }
}

it('is a part of a key in hexadecimal from twelve digits on', () => {
  const hide = hiderOf(endings(provider));
  const digits = Buffer.from(KEY).toString('hex');
  expect(hide(`0x${digits.slice(4, 16)}`)).toBe('0x****abcd');
  expect(hide(`0x${digits.slice(4, 15)}`)).toBe(`0x${digits.slice(4, 15)}`);
});

describe('the work of looking for keys', () => {
  const UNIT = 1_000;
  const inUnits = (piece: string) => piece.repeat(Math.ceil(UNIT / piece.length));
  it.each([
    ['backslashes', '\\'],
    ['percent signs', '%'],
    ['escaped percent signs', '%2525'],
    ['ampersands', '&#'],
    ['numbers of nothing but zeros', `&#${'0'.repeat(500)}`],
    ['escaped backslashes', String.raw`\u005c`],
    ['escapes that never end', String.raw`\u00`],
    ['Base64', 'c2stYy5hKm4'],
    ['all but keys', KEY.slice(0, 11)],
  ])('grows with the length alone, for %s', (_, piece) => {
    const looksFor = (units: number) => {
      const ends = new Counting(endings(provider));
      const text = inUnits(piece).repeat(units);
      expect(hiderOf(ends)(text)).toBe(text);
      return ends.looks;
    };
    const [few, many] = [looksFor(16), looksFor(512)];
    expect(many).toBeLessThan(40 * (few + 1));
    // A text of a million characters, with a quarter of them looked at, takes milliseconds.
    expect(many).toBeLessThan(512 * UNIT);
  });
});

describe('a refusal', () => {
  it.each(WRITTEN)('with the key %s shows none, wherever it is cut', async (_, text) => {
    // Every cut of what is escaped three times over would take minutes.
    if (text.length < 2_000)
      await inEverySlice(`{"x":"é ${text}🦉${text}"}`, 401, '{"x":"é ****abcd🦉****abcd"}');
  });

  it.each(WRITTEN)('that is long and has the key %s shows none, in slices', async (_, text) => {
    const around = String.raw`é \\ %25 &amp; \ `.repeat(400);
    for (const before of [around, `${around}\\`, '\\'.repeat(4_001), '%25'.repeat(3_001)]) {
      const bytes = Buffer.from(`${before} ${text}🦉${text}${around}`);
      for (const size of [97, 4_096]) {
        const count = Math.ceil(bytes.length / size);
        const pieces = Array.from({ length: count }, (__, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const expected = `${before} ****abcd🦉****abcd${around}`;
        expect(await through(pieces, { status: 401 })).toBe(expected);
      }
    }
  });
});

const SAID: [what: string, text: string, shown: string][] = [
  [
    'an error',
    `{"error":{"message":"é ${KEY}🦉"},"id":1}`,
    '{"error":{"message":"é ****abcd🦉"},"id":1}',
  ],
  ['escapes', `{"error":"${escaped}"}`, '{"error":"****abcd"}'],
  [
    'an escaped name',
    `{"err\\u006fr" : ["${KEY}", 1.0] , "a":"${KEY}"}`,
    `{"err\\u006fr" : ["****abcd", 1.0] , "a":"${KEY}"}`,
  ],
  [
    'a list',
    `[{"error":{"a":[["${KEY}"]]}},{"b":"${KEY}"}]`,
    `[{"error":{"a":[["****abcd"]]}},{"b":"${KEY}"}]`,
  ],
  [
    'something deeper',
    `{"response":{"output":["${KEY}"],"last_error":{"m":"${KEY}"}},"n":12345678901234567890}`,
    `{"response":{"output":["${KEY}"],"last_error":{"m":"****abcd"}},"n":12345678901234567890}`,
  ],
  [
    'words',
    `{"code":401,"msg":"${KEY}","detail":["${KEY}"]}`,
    '{"code":401,"msg":"****abcd","detail":["****abcd"]}',
  ],
  [
    'a message of a conversation',
    `{"message":{"content":"${KEY}"}}`,
    `{"message":{"content":"${KEY}"}}`,
  ],
  [
    'what calls itself an error, at last',
    `{"about":"${KEY}","type":"error"}`,
    '{"about":"****abcd","type":"error"}',
  ],
  [
    'what calls itself one, at first',
    `{"object":"error","message":{"detail":"${KEY}"}}`,
    '{"object":"error","message":{"detail":"****abcd"}}',
  ],
  [
    'lines',
    `{"text":"${KEY}"}\n{"error":"${KEY}"}\n{"text":"${KEY}"}\n`,
    `{"text":"${KEY}"}\n{"error":"****abcd"}\n{"text":"${KEY}"}\n`,
  ],
  [
    'an error cut off',
    `{"a":"${KEY}","error":{"message":"${KEY.slice(0, 20)}`,
    `{"a":"${KEY}","error":{"message":"****abcd`,
  ],
  [
    'signs in strings',
    `{"a\\"":"}],\\\\","error":"}\\"${KEY}","b":"${KEY}"}`,
    `{"a\\"":"}],\\\\","error":"}\\"****abcd","b":"${KEY}"}`,
  ],
  ['a byte order mark', `\uFEFF{"error":"${KEY}"}`, '\uFEFF{"error":"****abcd"}'],
  ['a word of an event', `data: {"delta":"${KEY}"}\n\n`, `data: {"delta":"${KEY}"}\n\n`],
  [
    'an event',
    `data: {"error":{"message":"${KEY}"}}\r\n\r\ndata: [DONE]\r\n\r\n`,
    'data: {"error":{"message":"****abcd"}}\r\n\r\ndata: [DONE]\r\n\r\n',
  ],
  [
    'the name of an event',
    `event: error\r\ndata: {"text":"${KEY}"}\r\n\r\ndata: {"t":"${KEY}"}\r\n\r\n`,
    `event: error\r\ndata: {"text":"****abcd"}\r\n\r\ndata: {"t":"${KEY}"}\r\n\r\n`,
  ],
  [
    'a name behind',
    `data: ${KEY}\revent: thread.error\r\rdata: ${KEY}\r\r`,
    `data: ****abcd\revent: thread.error\r\rdata: ${KEY}\r\r`,
  ],
  [
    'a failed response',
    `event: response.failed\ndata: {"type":"response.failed","response":{"output":"${KEY}","error":{"message":"${KEY}"}}}\n\n`,
    `event: response.failed\ndata: {"type":"response.failed","response":{"output":"${KEY}","error":{"message":"****abcd"}}}\n\n`,
  ],
  [
    'several lines of data',
    `data: {"error":\ndata: "${KEY}",\ndata: "a":"${KEY}"}\n\n`,
    `data: {"error":\ndata: "****abcd",\ndata: "a":"${KEY}"}\n\n`,
  ],
  [
    'comments and ids',
    `: ${KEY}\nid: ${KEY}\ndata: {"t":"${KEY}"}\n\n`,
    `: ****abcd\nid: ****abcd\ndata: {"t":"${KEY}"}\n\n`,
  ],
  ['an event cut off', `data: {"error":"${KEY}`, 'data: {"error":"****abcd'],
  ['plain text', `You said ${KEY}`, `You said ${KEY}`],
  ['nearly an event', `dat ${KEY}`, `dat ${KEY}`],
  ['a few letters', 'ev', 'ev'],
  ['nothing', '', ''],
];

describe('an answer with a good status', () => {
  it.each(SAID)(
    'that holds %s shows no key in an error, wherever it is cut',
    async (_, text, shown) => {
      await inEverySlice(text, 200, shown);
    },
  );

  it('is changed where it is long, too', async () => {
    const long = 'x'.repeat(200_000);
    const body = `{"a":"${long}${KEY}","error":"${long}${KEY}${long}","b":"${KEY}"}`;
    const pieces = body.match(/.{1,777}/g) ?? [];
    const shown = `{"a":"${long}${KEY}","error":"${long}****abcd${long}","b":"${KEY}"}`;
    expect(await through(pieces)).toBe(shown);
    expect(await through(pieces.map(String).with(0, `data: ${pieces[0]}`))).toBe(`data: ${shown}`);
  });

  it('of sound or pictures passes as it is', async () => {
    const body = `{"error":"${KEY}"}`;
    for (const type of ['audio/mpeg', 'image/png'])
      expect(await through([body], { type })).toBe(body);
  });

  it('gives out what has come: comments, lines, items, and whole events', async () => {
    const pieces: [sent: string, out: string][] = [
      [': wait\n', ': wait\n'],
      ['data: {"a":1}\n\n', 'data: {"a":1}\n\n'],
      ['data: {"a":', ''],
      ['2}\r\n\r', 'data: {"a":2}\r\n\r'],
      ['\n', '\n'],
      [':\r', ':\r'],
      ['\n', '\n'],
    ];
    await expectAtOnce(pieces);
    await expectAtOnce([
      ['{"a":1}\n', '{"a":1}\n'],
      ['{"a":', ''],
      ['2}', '{"a":2}'],
      ['\n', '\n'],
    ]);
    await expectAtOnce([
      ['[{"a":1},', '[{"a":1},'],
      ['{"b":', '{"b":'],
      ['2}]', '2}]'],
    ]);
  });
});

async function expectAtOnce(pieces: readonly [sent: string, out: string][]) {
  const source = new Readable({ read() {} });
  const answer: Answer = Object.assign(source, { statusCode: 200, headers: {} });
  const shown = withoutKeysInErrors(answer, provider);
  let text = '';
  shown.on('data', (bytes: Buffer) => (text += bytes.toString()));
  for (const [sent, out] of pieces) {
    text = '';
    source.push(sent);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(text, JSON.stringify(sent)).toBe(out);
  }
  source.push(null);
}

it('leaves no piece of a key that a pattern could find', async () => {
  for (const [, text] of WRITTEN) expect(await through([`{"error":"${text}"}`])).not.toMatch(PIECE);
});
