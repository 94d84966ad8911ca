import type { Turn } from '../turns/conversation';
import type { Parameters } from '../parameters/parameters';

/** What Run does where answers are several, in words; empty where there is one of each. `turns` are those in view. */
export function choicesNote(turns: readonly Turn[], { n }: Pick<Parameters, 'n'>): string {
  const last = turns.at(-1);
  const made = last?.kind === 'answer' ? last.choices.length : 0;
  const from =
    last?.kind === 'answer' && made > 1 ? `goes on from answer ${last.shown + 1} of ${made}` : '';
  const asked = n.isSet ? Number(n.value) : 1;
  const asks = Number.isInteger(asked) && asked > 1 ? `asks for ${asked} answers` : '';
  const does = [from, asks].filter(Boolean).join(' and ');
  return does && `Run ${does}.`;
}
