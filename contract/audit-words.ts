import { JOB_KINDS } from './jobs/kinds';
import { keysOf } from './keys-of';

/** What is done to one completion, to rules, mirrors, tokens and sessions. */
const SENTENCES = new Map(
  Object.entries({
    'completion.delete': 'Deleted a completion',
    'completion.update': 'Changed the metadata of a completion',
    'trash.restore': 'Restored a completion from the trash',
    'trash.erase': 'Erased a completion for good',
    'mirror.update': 'Changed how often a provider’s store is copied',
    'session.login': 'Logged in',
    'session.logout': 'Logged out',
    'session.logout_everywhere': 'Logged out everywhere',
    'retention.create': 'Made the rule',
    'retention.update': 'Changed the rule',
    'retention.delete': 'Removed the rule',
    'retention.dry-run': 'Previewed the rule',
    'view.create': 'Saved the view',
    'view.update': 'Changed the view',
    'view.delete': 'Deleted the view',
    'provider.create': 'Added the provider',
    'provider.address': 'Changed the address of the provider',
    'provider.key': 'Changed the key of the provider',
    'provider.update': 'Changed the options of the provider',
    'provider.delete': 'Removed the provider',
    'provider.read': 'Reloaded the providers file',
    'price.update': 'Set the price of the model',
    'price.delete': 'Removed the price of the model',
    'token.create': 'Made the access token',
    'token.revoke': 'Revoked the access token',
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
    retry: 'Retried what failed in',
    undo: 'Took back',
    discard: 'Discarded',
    completed: 'Finished',
    failed: 'Failed in',
    cancelled: 'Cancelled',
  }),
);

/** "Deleted a completion", "Finished a deletion"; null for what a later release may write. */
export function auditWords(action: string): string | null {
  const plain = SENTENCES.get(action);
  if (plain !== undefined) return plain;
  const [, step = '', kind = ''] = /^job\.(\w+) (\w+)$/.exec(action) ?? [];
  const [verb, job] = [STEPS.get(step), JOBS.get(kind)];
  return verb === undefined || job === undefined ? null : `${verb} ${job}`;
}

/** What lines of the log are about, for a filter: each with the beginnings of its actions, a job by its kind. */
const AUDIT_TOPICS = {
  deletions: ['completion.delete', 'trash.erase', 'job delete', 'job erase'],
  restores: ['trash.restore', 'job restore'],
  metadata: ['completion.update', 'job tag'],
  'imports and exports': ['job import', 'job export'],
  mirrors: ['mirror.', 'job mirror'],
  rules: ['retention.', 'job retention'],
  views: ['view.'],
  'providers and prices': ['provider.', 'price.', 'job reprice'],
  access: ['token.', 'session.'],
  other: [],
} as const satisfies Record<string, readonly string[]>;
export type AuditTopic = keyof typeof AUDIT_TOPICS;

export function auditTopic(action: string): AuditTopic {
  const said = action.replace(/^job\.\w+ /, 'job ');
  const topics = keysOf(AUDIT_TOPICS);
  return (
    topics.find((topic) => AUDIT_TOPICS[topic].some((start: string) => said.startsWith(start))) ??
    'other'
  );
}

/** What lines of the log call those who have no name of their own; no token is called so. */
export const UNNAMED: ReadonlySet<string> = new Set(['access token', 'dashboard', 'schedule']);
