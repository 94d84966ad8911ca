import { asRecord } from '@/lib/as-record';
import { ownPath } from '@/lib/own-address';
import type { ResultDraft } from '../request/call-handling';

const PAGE = '/function-sandbox.html';
/** Characters; a model reads a longer result as text that somebody has to pay for. */
const LONGEST = 100_000;
/** For the sandbox to load and start, beside the function's own time. */
const GRACE_MS = 20_000;

type Job = { code: string; input: string; seconds: number };

/**
 * Runs a function that the reader wrote with the arguments of a call, in a frame of its own that has neither this
 * page's origin nor a network. Whatever happens in there becomes the text of a result; rejects only when aborted.
 */
export function runInSandbox(job: Job, signal: AbortSignal): Promise<ResultDraft> {
  signal.throwIfAborted();
  const frame = sandboxFrame();
  const { port1: ours, port2: theirs } = new MessageChannel();
  const { code, input, seconds } = job;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let abort = () => {};
  return new Promise<ResultDraft>((resolve, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    silence = setTimeout(() => resolve(NO_SANDBOX), seconds * 1000 + GRACE_MS);
    ours.addEventListener('message', ({ data }) => resolve(answerOf(data, seconds)));
    ours.start();
    frame.addEventListener('load', () => {
      const message = { code, input, ms: seconds * 1000, longest: LONGEST };
      // Its origin is opaque, so it has no name that could be asked for.
      frame.contentWindow?.postMessage(message, '*', [theirs]);
    });
    document.body.append(frame);
  }).finally(() => {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
    ours.close();
    frame.remove();
  });
}

function sandboxFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Sandbox of a function';
  frame.hidden = true;
  frame.src = ownPath(PAGE);
  return frame;
}

/** The function itself may have sent it, so it is read like anything from outside. */
function answerOf(data: unknown, seconds: number): ResultDraft {
  const answer = asRecord(data);
  if (answer?.isLate === true) {
    return failed(`Error: the function took longer than ${seconds} s and was ended`);
  }
  if (typeof answer?.text !== 'string') return failed('Error: the function answered with no text');
  const text = answer.text.slice(0, LONGEST + 100);
  return answer.isError === true ? failed(text) : { text };
}

function failed(text: string): ResultDraft {
  return { text, isError: true };
}

const NO_SANDBOX = failed(
  `Error: the sandbox did not answer. The server of this page must deliver ${PAGE} and allow it to be framed.`,
);
