import { answerLine } from '#contract/message/answer-line';
import type { Completion } from '@/api/wire';
import { previewText } from '@/lib/preview-text';

/** The first choice on one line, as the store of this server keeps it: text, calls, or what it has instead. */
export function outputPreview(completion: Completion): string {
  return previewText(answerLine(completion));
}
