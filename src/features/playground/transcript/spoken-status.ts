import { formatCount } from '@/lib/format';
import { isRunning, type Turn } from '../turns/conversation';

/** How the conversation stands, for screen readers: how an answer began and ended, and never its words. */
export function spokenStatus(last: Turn | undefined): string {
  if (last?.kind !== 'answer') return '';
  if (isRunning(last)) return 'Answering';
  const { run, facts } = last;
  if (run.state === 'failed') return `No answer: ${run.failure.title}`;
  if (run.state === 'stopped') return 'Answer ended, as you asked';
  const tokens = facts.usage?.completion_tokens;
  return tokens === undefined
    ? 'Answer complete'
    : `Answer complete, ${formatCount(tokens, 'token')}`;
}
