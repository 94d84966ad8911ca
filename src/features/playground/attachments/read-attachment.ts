import { readTextFile } from '@/lib/read-text';
import type { Attachment } from './attachment';

/** A text file is no part of its own, since few models take one: its words go into the message. */
export type ReadFile =
  | { attachment: Attachment }
  /** `encoding`: guessed, and other than UTF-8. */
  | { text: string; encoding?: string };

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const sounds: Record<string, 'wav' | 'mp3'> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
};
const textNames =
  /\.(txt|md|csv|tsv|json|jsonl|ya?ml|xml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cpp|sql|sh|log|toml|ini)$/i;

/** Reads a file as what a model can take. Throws an Error that says why it cannot be, and what can. */
export async function readAttachment(file: File): Promise<ReadFile> {
  const { type, name } = file;
  if (pictures.has(type)) {
    return { attachment: { type: 'image_url', image_url: { url: await dataUrl(file) } } };
  }
  if (type.startsWith('image/')) {
    throw new Error(`${name}: models take PNG, JPEG, GIF and WebP pictures.`);
  }
  const format = sounds[type];
  if (format) {
    const data = afterComma(await dataUrl(file));
    return { attachment: { type: 'input_audio', input_audio: { data, format } } };
  }
  if (type.startsWith('audio/') || type.startsWith('video/')) {
    throw new Error(`${name}: models take WAV and MP3 sound, and no video.`);
  }
  if (type.startsWith('text/') || type === 'application/json' || textNames.test(name)) {
    const read = await readTextFile(file);
    if (read === null) throw new Error(`${name} holds no text. Save it as UTF-8.`);
    const { text, encoding } = read;
    return { text: fenced(name, text), ...(encoding !== null && { encoding }) };
  }
  if (file.size === 0) throw new Error(`${name} is empty.`);
  const file_data = await dataUrl(file);
  return { attachment: { type: 'file', file: { filename: name, file_data } } };
}

/** Set off by more backticks than there are in it. */
function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${name}\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function afterComma(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // Read as a data URL, the result is a text.
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () =>
      reject(new Error(`${file.name} cannot be read: ${reader.error?.message ?? 'it is gone'}.`)),
    );
    reader.readAsDataURL(file);
  });
}
