import { showToast } from '@/ui/toast-store';
import { withoutDrafts } from '../call-handling';
import {
  type Conversation,
  emptyConversation,
  isAnswering,
  isDraftEmpty,
  usePlayground,
} from '../playground-store';
import { resumeAnswer } from '../resume-answer';
import { readConversation, type Saved, saveConversation } from './conversation-library';
import { conversationName } from './conversation-name';
import { leaveUnsaved, readLeftovers } from './leftovers';
import { claimConversation, lastConversation } from './open-tabs';
import { restored } from '../restored';

const saveEveryMs = 500;

/** Tells this page's writes from those of other tabs. */
export const writer = crypto.randomUUID();
/** By id, for conversations that this page has read or written. */
const revisions = new Map<string, number>();
/** What a conversation goes on as, for changes that were waiting to be saved when it became a copy. */
const copies = new Map<string, Pick<Conversation, 'id' | 'name'>>();
let known = usePlayground.getInitialState();
/** What the open conversation began with: a mere visit is not worth keeping. */
let firstParameters = known.parameters;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<unknown> = Promise.resolve();
let hasComplained = false;

/** Shows what this tab showed last, with what the page before had no time to save; then saves whatever changes. */
export async function openLastConversation(): Promise<void> {
  try {
    await saveLeftovers();
    const id = await lastConversation();
    const saved = id === null ? null : await readConversation(id);
    if (saved) show(saved);
  } catch (error) {
    complain(error);
  }
  claimConversation(usePlayground.getState().id);
  usePlayground.subscribe(noticeChange);
  globalThis.addEventListener('pagehide', leave);
  void resumeAnswer();
}

export async function openConversation(id: string): Promise<void> {
  await saveNow();
  const saved = await readConversation(id);
  if (!saved || isAnswering(usePlayground.getState())) return;
  show(saved);
  void resumeAnswer();
}

/** The conversation stays in the library; the next one begins with the same parameters. */
export function conversationBegun() {
  const state = usePlayground.getState();
  if (isAnswering(state)) return;
  usePlayground.setState(emptyConversation(state.parameters, withoutDrafts(state.calls)), true);
}

/** Resolves when all that was changed is in the library. */
export function saveNow(): Promise<unknown> {
  clearTimeout(timer);
  timer = undefined;
  const state = usePlayground.getState();
  if (isUnsaved(state)) enqueue(state);
  return saving;
}

function noticeChange(state: Conversation, before: Conversation) {
  if (state.id !== before.id) {
    // The timer only ever saves the open conversation.
    if (isUnsaved(before)) enqueue(before);
    firstParameters = state.parameters;
    claimConversation(state.id);
  }
  timer ??= setTimeout(() => void saveNow(), saveEveryMs);
}

function show(saved: Saved) {
  revisions.set(saved.conversation.id, saved.revision);
  copies.delete(saved.conversation.id);
  // Its own writer has gone, or is another tab: from here on it counts as read, not as written.
  known = restored(saved.conversation);
  usePlayground.setState(known, true);
}

function enqueue(conversation: Conversation) {
  saving = saving.then(() => save(conversation)).catch(complain);
}

async function save(changed: Conversation): Promise<void> {
  const conversation = { ...changed, ...copies.get(changed.id) };
  const { id } = conversation;
  const kept = await saveVersion({ conversation, revision: revisions.get(id) ?? 0, writer });
  revisions.set(kept.id, revisions.get(kept.id) ?? 1);
  const state = usePlayground.getState();
  if (kept !== conversation) copies.set(id, { id: kept.id, name: kept.name });
  if (kept !== conversation && state.id === id) {
    known = state;
    usePlayground.setState({ id: kept.id, name: kept.name });
  } else if (state === changed) known = changed;
}

/** Two tabs may change one conversation: the later goes on with a copy, and neither loses a word. */
async function saveVersion(saved: Saved): Promise<Conversation> {
  if (await saveConversation(saved)) return saved.conversation;
  const name = `${conversationName(saved.conversation)} (copy)`;
  const conversation = { ...saved.conversation, id: crypto.randomUUID(), name };
  await saveConversation({ ...saved, conversation });
  showToast({
    title: 'Kept as a copy',
    detail: 'Another tab has changed this conversation. Both are in the history.',
  });
  return conversation;
}

async function saveLeftovers(): Promise<void> {
  for (const { name, saved } of readLeftovers()) {
    const { id } = await saveVersion(saved);
    localStorage.removeItem(name);
    claimConversation(id);
  }
}

function leave() {
  const conversation = usePlayground.getState();
  if (!isUnsaved(conversation)) return;
  leaveUnsaved({ conversation, revision: revisions.get(conversation.id) ?? 0, writer });
}

function isUnsaved(state: Conversation): boolean {
  const isWorthKeeping =
    state.turns.length > 0 || !isDraftEmpty(state.draft) || state.parameters !== firstParameters;
  return state !== known && (revisions.has(state.id) || isWorthKeeping);
}

function complain(error: unknown) {
  if (hasComplained) return;
  hasComplained = true;
  const reason = error instanceof Error ? error.message : '';
  showToast({
    tone: 'danger',
    title: 'This browser does not keep your conversations',
    detail: `What you see stays until you close the tab. ${reason}`,
  });
}
