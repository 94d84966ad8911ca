import { isParameter } from '#contract/message/parameters';
import type { CompletionAnswer } from '@/api/completion-answer';
import { previewText } from '@/lib/preview-text';
import { exactCompletion, exactText } from './exact-json';
import { FactList } from './fact-list';

/** Reading more than this exactly takes long enough to be noticed. */
const LONGEST_EXACT = 2_000_000;

export function RequestParameters({ answer }: { answer: CompletionAnswer }) {
  const isLong = answer.raw.length > LONGEST_EXACT;
  const completion = (isLong ? null : exactCompletion(answer.raw)) ?? answer.data;
  const facts = Object.entries(completion)
    .filter(([name, value]) => isParameter(name, value, answer.facts?.parameters ?? null))
    .map(([name, value]): [string, string] => [name, previewText(exactText(value), 400)]);
  return <FactList facts={facts} none="None beside the messages." />;
}
