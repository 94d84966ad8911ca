/** Sound as something a browser plays: a `data:` URL and the extension of a file of its kind. */
export type PlayableAudio = { url: string; extension: string };

const TYPES: Record<string, string> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  opus: 'audio/ogg',
  aac: 'audio/aac',
};

/** How files of each format begin, in base64. An MPEG frame begins with 11 bits, the next ones say its version. */
const BEGINNINGS: [format: string, beginning: RegExp][] = [
  ['wav', /^UklGR/],
  ['flac', /^ZkxhQ/],
  ['opus', /^T2dnU/],
  ['mp3', /^SUQz|^\/\/[I-Po-v]|^\/\+[M-P]/],
  ['aac', /^\/\/[E-Hk-n]/],
];

/**
 * Makes base64 audio playable. An answer does not say its format, so the beginning of the data does; what nothing
 * begins so is the raw PCM that streams carry: 16 bits, one channel, 24 kHz (source: OpenAI's `pcm16`).
 */
export function playableAudio(data: string, said: string | null = null): PlayableAudio {
  const base64 = data.startsWith('data:') ? data.slice(data.indexOf(',') + 1) : data;
  const guessed = BEGINNINGS.find(([, beginning]) => beginning.test(base64))?.[0];
  const format = guessed ?? (said !== null && Object.hasOwn(TYPES, said) ? said : 'pcm16');
  if (format === 'pcm16')
    return { url: `data:audio/wav;base64,${wavOf(base64)}`, extension: 'wav' };
  return { url: `data:${TYPES[format]};base64,${base64}`, extension: format };
}

const RATE = 24_000;
const BYTES_PER_SAMPLE = 2;
const FORMAT_BYTES = 16;
const HEADER_BYTES = 54;

/**
 * Raw samples behind the header of a WAV file. A chunk without meaning fills the header up to a multiple of three
 * bytes, so that its base64 can stand before the data's as it is.
 */
function wavOf(base64: string): string {
  const padding = base64.endsWith('==') ? 2 : Number(base64.endsWith('='));
  const length = Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
  const header = [
    ...letters('RIFF'),
    ...number(HEADER_BYTES - 8 + length, 4),
    ...letters('WAVEfmt '),
    ...number(FORMAT_BYTES, 4),
    ...number(1, 2),
    ...number(1, 2),
    ...number(RATE, 4),
    ...number(RATE * BYTES_PER_SAMPLE, 4),
    ...number(BYTES_PER_SAMPLE, 2),
    ...number(8 * BYTES_PER_SAMPLE, 2),
    ...letters('JUNK'),
    ...number(2, 4),
    ...number(0, 2),
    ...letters('data'),
    ...number(length, 4),
  ];
  return base64Of(header) + base64;
}

function letters(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Little-endian. */
function number(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Of a multiple of three bytes. */
function base64Of(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const bits = a * 65_536 + b * 256 + c;
    for (const shift of [18, 12, 6, 0]) text += DIGITS.charAt(Math.floor(bits / 2 ** shift) % 64);
  }
  return text;
}
