import type { Completion } from '@/api/wire';
import { textOf, toolCallsOf } from '@/components/message/message-parts';
import { previewText } from '@/lib/preview-text';

/** The first choice on one line: its text or refusal, else the tools that it calls. */
export function outputPreview({ choices }: Completion): string {
  const message = choices[0]?.message;
  if (!message) return '';
  const calls = toolCallsOf(message).map(({ name, input }) => `${name}(${input})`);
  return previewText(textOf(message) || calls.join(', '));
}
