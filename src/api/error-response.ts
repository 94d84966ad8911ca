import { readErrorText } from '#contract/provider-error';
import { ApiError, statusMessage } from '@/api/api-error';

const LONGEST_BODY = 65_536;

/** Turns an answer with an error status into an error. Reads at most 64 KiB of its body, whatever it is. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const text = (await readStart(response)).slice(0, LONGEST_BODY);
  const value = parse(text);
  return new ApiError({
    kind: 'status',
    message: statusMessage(response.status),
    ...readErrorText(text),
    status: response.status,
    statusText: response.statusText,
    body: value ?? (text === '' ? null : text),
    headers: response.headers,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // HTML from a proxy, an empty or a cut body: the status says more than such a text would.
    return null;
  }
}

async function readStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < LONGEST_BODY) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
