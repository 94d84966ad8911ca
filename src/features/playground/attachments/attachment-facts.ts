import { partOf } from '#contract/message/parts';
import { asRecord } from '@/lib/as-record';

export const details = ['auto', 'low', 'high'] as const;

/** What one request may hold: the server takes 32 MiB unless it is told otherwise, and the text needs some too. */
const MAX_CHARACTERS = 30 * 1024 * 1024;

/** Why all of these cannot go into one message. */
export function sizeProblem(attachments: readonly unknown[]): string | undefined {
  const total = attachments.reduce<number>((sum, part) => sum + dataOf(part).length, 0);
  if (total <= MAX_CHARACTERS) return undefined;
  return 'A request holds about 22 MB of files. Take a smaller one, or give an image by its URL.';
}

/** In bytes, as the file was; null for what is somewhere else. */
export function bytesOf(part: unknown): number | null {
  const data = dataOf(part);
  if (data === '') return null;
  const base64 = data.slice(data.indexOf(',') + 1);
  return Math.floor((base64.length * 3) / 4) - (base64.match(/=*$/)?.[0].length ?? 0);
}

export function nameOf(part: unknown): string {
  const view = partOf(part);
  if (view.kind === 'audio') return `audio.${view.format ?? 'wav'}`;
  if (view.kind === 'file') return view.name;
  if (view.kind !== 'image') return 'Other content';
  return view.url.startsWith('data:') ? 'Image' : hostOf(view.url);
}

/** The picture, where it is part of the message; one that is elsewhere is not fetched. */
export function pictureOf(part: unknown): string | null {
  const url = asRecord(asRecord(part)?.image_url)?.url;
  return typeof url === 'string' && /^data:image\/(png|jpeg|gif|webp);/.test(url) ? url : null;
}

function dataOf(part: unknown): string {
  const { image_url, input_audio, file } = asRecord(part) ?? {};
  const held = [
    asRecord(image_url)?.url,
    asRecord(input_audio)?.data,
    asRecord(file)?.file_data,
  ].find((data) => typeof data === 'string');
  return held === undefined || held.startsWith('http') ? '' : held;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host + new URL(url).pathname : url;
}
