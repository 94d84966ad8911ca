import { auditWords } from '#contract/audit-words';
import type { AuditEntry } from '#contract/wire/audit';
import { completionsText, targetText } from '@/components/jobs/job-text';

/**
 * A line of the audit log as a sentence: "Finished a deletion of env=test: 413 completions". What a later release may
 * write stays as it is.
 */
export function auditSentence({ action, subject, name, target, count }: AuditEntry): string {
  const words = auditWords(action);
  if (words === null) return action;
  // A provider has no id but its name.
  if (action.startsWith('provider.')) return subject === null ? words : `${words} “${subject}”`;
  const said = `${words}${quoted(action, name)}`;
  // What is copied has no name of its own but its provider's.
  if (action === 'mirror.update') return storeOf(subject, said);
  if (!action.startsWith('job.')) return said;
  const scope = target === null ? '' : targetText(target);
  const many =
    count === null || action.startsWith('job.create ') ? '' : `: ${completionsText(count)}`;
  const mirrored = target !== null && 'mirror' in target ? target.mirror : null;
  return `${storeOf(mirrored, said)}${scope === '' ? '' : ` of ${scope}`}${many}`;
}

/** "A copy of the store of “openai”". */
function storeOf(provider: string | null, words: string): string {
  return provider === null
    ? words
    : words.replace('a provider’s store', () => `the store of “${provider}”`);
}

/** The name of a rule or a view, as long as there is one. */
function quoted(action: string, name: string | null): string {
  if (!/^(retention\.(?!clock)|view\.|job\.\w+ retention)/.test(action)) return '';
  if (name !== null) return ` “${name}”`;
  return action.endsWith('.delete') ? '' : ' that was removed since';
}

export function whoDid(entry: AuditEntry): string {
  if (isByItself(entry)) return entry.actor === null ? 'The server' : 'The schedule';
  return entry.actor ?? 'Somebody';
}

/** What comes from an address was asked for by somebody, all else the server does by itself. */
export function isByItself({ actor, origin }: AuditEntry): boolean {
  return origin === null && (actor === null || actor === 'schedule');
}
