import { JOB_KINDS } from '#contract/jobs/kinds';
import type { AuditEntry } from '#contract/wire/audit';
import { completionsText, targetText } from '@/components/jobs/job-text';

/** What is done to one completion, to rules, mirrors and sessions. */
const SENTENCES = new Map(
  Object.entries({
    'completion.delete': 'Deleted a completion',
    'completion.update': 'Changed the metadata of a completion',
    'trash.restore': 'Restored a completion from the trash',
    'trash.erase': 'Erased a completion for good',
    'mirror.update': 'Changed when a provider’s store is copied',
    'session.login': 'Logged in',
    'session.logout': 'Logged out',
    'session.logout_everywhere': 'Logged out everywhere',
    'retention.create': 'Made the rule',
    'retention.update': 'Changed the rule',
    'retention.delete': 'Removed the rule',
    'retention.dry-run': 'Looked at what a run would do of the rule',
    'view.create': 'Saved the view',
    'view.update': 'Changed the view',
    'view.delete': 'Deleted the view',
    'provider.create': 'Added the provider',
    'provider.address': 'Changed the address of the provider',
    'provider.key': 'Changed the key of the provider',
    'provider.update': 'Changed the options of the provider',
    'provider.delete': 'Removed the provider',
    'provider.read': 'Read the providers file again',
    'retention.clock': 'Confirmed the server’s time',
  }),
);

const JOBS = new Map(Object.entries(JOB_KINDS).map(([kind, { words }]) => [kind, words.noun]));

const STEPS = new Map(
  Object.entries({
    create: 'Asked for',
    start: 'Started',
    pause: 'Paused',
    resume: 'Resumed',
    cancel: 'Cancelled',
    retry: 'Tried again what failed in',
    undo: 'Took back',
    discard: 'Discarded',
    completed: 'Finished',
    failed: 'Failed in',
    cancelled: 'Cancelled',
  }),
);

/**
 * A line of the audit log as a sentence: "Finished a deletion of env=test: 413 completions". What a later release may
 * write stays as it is.
 */
export function auditSentence({ action, subject, name, target, count }: AuditEntry): string {
  const plain = SENTENCES.get(action);
  // A provider has no id but its name.
  if (plain !== undefined && action.startsWith('provider.'))
    return subject === null ? plain : `${plain} “${subject}”`;
  if (plain !== undefined) return `${plain}${quoted(action, name)}`;
  const [, step = '', kind = ''] = /^job\.(\w+) (\w+)$/.exec(action) ?? [];
  const [verb, job] = [STEPS.get(step), JOBS.get(kind)];
  if (verb === undefined || job === undefined) return action;
  const scope = target === null ? '' : targetText(target);
  const many = count === null || step === 'create' ? '' : `: ${completionsText(count)}`;
  return `${verb} ${job}${quoted(action, name)}${scope === '' ? '' : ` of ${scope}`}${many}`;
}

/** The name of a rule or a view, as long as there is one. */
function quoted(action: string, name: string | null): string {
  if (!/^(retention\.(?!clock)|view\.|job\.\w+ retention)/.test(action)) return '';
  if (name !== null) return ` “${name}”`;
  return action.endsWith('.delete') ? '' : ' that was removed since';
}
