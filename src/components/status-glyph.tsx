import Code from 'lucide-react/icons/code';
import Contrast from 'lucide-react/icons/contrast';
import ListX from 'lucide-react/icons/list-x';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import ShieldAlert from 'lucide-react/icons/shield-exclamation-point';
import type { CompletionSummary } from '@/api/completion-summary';

type Props = { row: Pick<CompletionSummary, 'state' | 'reason' | 'finish_reason' | 'tool_calls'> };

/** How an answer ended, by its shape first and its colour second; one that is simply complete is a faint dot. */
export function StatusGlyph({ row }: Props) {
  const look = lookOf(row);
  if (!look) return <span aria-hidden className="mx-1.5 size-1 rounded-full bg-line-strong" />;
  const { Icon, name, tone } = look;
  return (
    <span title={look.title ?? name} className={`inline-flex ${tone}`}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{name}</span>
    </span>
  );
}

/** Whether there is more to say than that it is complete. */
export function hasStatus(row: Props['row']): boolean {
  return lookOf(row) !== null;
}

type Look = { Icon: typeof ListX; name: string; tone: string; title?: string };

function lookOf({ state, reason, finish_reason, tool_calls }: Props['row']): Look | null {
  if (state === 'running') return { Icon: LoaderCircle, name: 'Running', tone: 'text-accent-ink' };
  if (state === 'incomplete') {
    const title = reason === null ? 'Incomplete' : `Incomplete: ${reason.replaceAll('_', ' ')}`;
    return { Icon: Contrast, name: 'Incomplete', tone: 'text-warning', title };
  }
  if (finish_reason === 'content_filter')
    return { Icon: ShieldAlert, name: 'Filtered', tone: 'text-danger' };
  if (finish_reason === 'length')
    return {
      Icon: ListX,
      name: 'Cut off',
      tone: 'text-warning',
      title: 'Cut off by its token limit',
    };
  if (tool_calls) return { Icon: Code, name: 'Tool calls', tone: 'text-ink-3' };
  return null;
}
