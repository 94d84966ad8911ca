import { asRecord } from '@/lib/as-record';

/** Any message of the wire: from a request, an answer or a list; views read its members with care. */
export type ViewMessage = {
  role: string;
  content?: unknown;
  content_parts?: unknown;
  name?: string | undefined;
  refusal?: string | null;
  reasoning?: string | null;
  reasoning_content?: string | null;
  tool_calls?: unknown;
  tool_call_id?: string | undefined;
};

export type MessagePart =
  | { kind: 'text'; text: string }
  | { kind: 'refusal'; text: string }
  | { kind: 'image'; url: string }
  | { kind: 'attachment'; name: string; dataUrl: string | null }
  | { kind: 'unknown'; json: string };

export type ViewToolCall = { id: string; name: string; input: string };

/** What a message says, in order, whichever shape its content came in. Empty parts are left out. */
export function partsOf({ content, content_parts, refusal }: ViewMessage): MessagePart[] {
  const list = Array.isArray(content_parts) && content_parts.length > 0 ? content_parts : content;
  const parts = Array.isArray(list)
    ? list.map(partOf)
    : [{ kind: 'text' as const, text: typeof list === 'string' ? list : '' }];
  if (typeof refusal === 'string' && refusal) parts.push({ kind: 'refusal', text: refusal });
  return parts.filter((part) => part.kind !== 'text' || part.text !== '');
}

function partOf(value: unknown): MessagePart {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const part = asRecord(value) ?? {};
  const image = asRecord(part.image_url)?.url ?? part.image_url;
  if (typeof part.text === 'string') return { kind: 'text', text: part.text };
  if (typeof part.refusal === 'string') return { kind: 'refusal', text: part.refusal };
  if (typeof image === 'string') return { kind: 'image', url: image };

  const audio = asRecord(part.input_audio);
  if (audio) {
    const format = firstText(audio.format, 'wav');
    return { kind: 'attachment', name: `audio.${format}`, dataUrl: dataUrl(audio.data) };
  }
  const file = asRecord(part.file);
  if (file) {
    const name = firstText(file.filename, file.file_id, 'file');
    return { kind: 'attachment', name, dataUrl: dataUrl(file.file_data) };
  }
  return { kind: 'unknown', json: JSON.stringify(value, null, 2) ?? '' };
}

/** For saving only: as plain bytes, whatever type the sender named, so that a browser never opens it. */
function dataUrl(data: unknown): string | null {
  if (typeof data !== 'string' || data === '') return null;
  const base64 = data.startsWith('data:') ? data.slice(data.indexOf(',') + 1) : data;
  return `data:application/octet-stream;base64,${base64}`;
}

export function toolCallsOf({ tool_calls }: ViewMessage): ViewToolCall[] {
  if (!Array.isArray(tool_calls)) return [];
  return tool_calls.map((value) => {
    const call = asRecord(value) ?? {};
    const tool = asRecord(call.function) ?? asRecord(call.custom) ?? {};
    return {
      id: firstText(call.id),
      name: firstText(tool.name, 'tool'),
      input: firstText(tool.arguments, tool.input),
    };
  });
}

export function reasoningOf({ reasoning, reasoning_content }: ViewMessage): string {
  return firstText(reasoning, reasoning_content);
}

function firstText(...values: unknown[]): string {
  return values.find((value) => typeof value === 'string') ?? '';
}

/** All text of a message, for copying and editing. */
export function textOf(message: ViewMessage): string {
  return partsOf(message)
    .flatMap((part) => (part.kind === 'text' || part.kind === 'refusal' ? [part.text] : []))
    .join('\n\n');
}
