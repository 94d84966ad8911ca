import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import type { BrowserJob } from '@/queries/browser-jobs/browser-job';

const WORDS = {
  delete: { name: 'Delete', doing: 'Deleting', done: 'deleted' },
  tag: { name: 'Tag', doing: 'Tagging', done: 'tagged' },
  untag: { name: 'Take back tags', doing: 'Taking back the tags of', done: 'restored' },
};

export function browserJobName({ action }: BrowserJob): string {
  return WORDS[action.kind].name;
}

export function browserJobSentence({ action, state, counts, source, reason }: BrowserJob): string {
  const { doing, done } = WORDS[action.kind];
  if (state === 'cancelled' && reason !== null) {
    return `${completionsText(counts.changed)} ${done}: ${source.label} cannot do it`;
  }
  if (state === 'completed') return `${completionsText(counts.changed)} ${done}`;
  if (state === 'cancelled') return `${completionsText(counts.changed)} ${done}, then cancelled`;
  return `${doing} ${completionsText(counts.total)} of ${source.label}`;
}

export function browserRestText({ action, counts, state, reason }: BrowserJob): string {
  const { skipped, failed } = counts;
  const left = action.kind === 'delete' ? 'were gone already' : 'needed no change';
  return [
    skipped > 0 && `${formatNumber(skipped)} ${left}`,
    failed > 0 && `${formatNumber(failed)} failed`,
    state === 'cancelled' && reason,
  ]
    .filter(Boolean)
    .join(', ');
}
