import { isObject, type JsonObject, objectOr } from '../json';
import { jsonText } from './json-text';
import { firstText, plainText } from './text-of';

/** What a message shows, piece by piece. */
export type MessagePart =
  | { kind: 'text'; text: string }
  | { kind: 'refusal'; text: string }
  /** An address of the web, or a `data:` URL that holds the picture. */
  | { kind: 'image'; url: string }
  /** `data` is base64, null where only the transcript or the id came; `format` as far as it was said. */
  | { kind: 'audio'; data: string | null; format: string | null; transcript: string }
  /** `data` is base64 or a `data:` URL, null where the file is somewhere else. */
  | { kind: 'file'; name: string; data: string | null }
  | { kind: 'unknown'; json: string };

/** A piece of thinking; `text` is empty where the provider keeps it to itself. */
export type Thought = { kind: 'reasoning'; text: string };

/** Reads one part of a message's content, whatever it is. */
export function partOf(value: unknown): MessagePart | Thought {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (!isObject(value)) return { kind: 'unknown', json: jsonText(value) };
  return (
    thoughtOf(value) ??
    textPart(value) ??
    imagePart(value) ??
    audioPart(value) ??
    filePart(value) ?? { kind: 'unknown', json: jsonText(value) }
  );
}

/** Content parts and details of thinking, by all of the names that they have. */
export function thoughtOf(part: JsonObject): Thought | null {
  const { type } = part;
  if (typeof type !== 'string' || !/^(redacted_)?(thinking|reasoning)(\.|$)/.test(type))
    return null;
  const text =
    plainText(part['thinking']) ||
    plainText(part['reasoning']) ||
    plainText(part['text']) ||
    plainText(part['summary']);
  return { kind: 'reasoning', text };
}

function textPart(part: JsonObject): MessagePart | null {
  if (typeof part['refusal'] === 'string') return { kind: 'refusal', text: part['refusal'] };
  const isText = typeof part['text'] === 'string' || isObject(part['text']);
  return isText ? { kind: 'text', text: plainText(part['text']) } : null;
}

/** Source: OpenAI's and OpenRouter's `image_url`, `b64_json` of image models, Anthropic's `source`. */
function imagePart(part: JsonObject): MessagePart | null {
  const source = objectOr(part['source']);
  const data = firstText(part['b64_json'], part['type'] === 'image' ? source['data'] : null);
  if (data)
    return {
      kind: 'image',
      url: `data:${firstText(source['media_type'], 'image/png')};base64,${data}`,
    };
  const isImage = /image/.test(firstText(part['type']));
  const url = firstText(
    objectOr(part['image_url'])['url'],
    part['image_url'],
    isImage && objectOr(part['image'])['url'],
    isImage && source['url'],
    isImage && part['url'],
  );
  return url ? { kind: 'image', url } : null;
}

function audioPart(part: JsonObject): MessagePart | null {
  const audio = [part['input_audio'], part['audio'], part['output_audio']].find(isObject);
  return audio ? audioOf(audio) : null;
}

/** Source: `message.audio` of an answer, `input_audio` of a prompt. */
export function audioOf(audio: JsonObject): MessagePart {
  return {
    kind: 'audio',
    data: firstText(audio['data']) || null,
    format: firstText(audio['format']) || null,
    transcript: firstText(audio['transcript']),
  };
}

function filePart(part: JsonObject): MessagePart | null {
  const { file } = part;
  if (!isObject(file)) return null;
  const name = firstText(file['filename'], file['name'], file['file_id'], 'file');
  return { kind: 'file', name, data: firstText(file['file_data']) || null };
}
