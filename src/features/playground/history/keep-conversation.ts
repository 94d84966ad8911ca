import { showToast } from '@/ui/toast-store';
import {
  awayChanged,
  awayConversation,
  conversationLeft,
  drop,
  isUnsettled,
  takeAway,
  useAway,
} from '../turns/away-conversations';
import { withoutDrafts } from '../request/call-handling';
import {
  type Conversation,
  emptyConversation,
  isDraftEmpty,
  usePlayground,
} from '../turns/playground-store';
import { resumeConversation } from '../runs/resume-conversation';
import { runsSeen } from '../runs/known-runs';
import { readConversation, type Saved, saveConversation } from './conversation-library';
import { conversationName } from './conversation-name';
import { leaveUnsaved, readLeftovers } from './leftovers';
import { toldOnce } from '../turns/not-kept';
import { openedInTab } from './open-tabs';
import { restored } from '../turns/restored';

const saveEveryMs = 500;
const { last: lastConversation, claim: claimConversation } = openedInTab(
  'chatkeep.open-conversation',
);

/** Tells this page's writes from those of other tabs. */
export const writer = crypto.randomUUID();
/** By id, for conversations that this page has read or written. */
const revisions = new Map<string, number>();
/** What a conversation goes on as, for changes that were waiting to be saved when it became a copy. */
const copies = new Map<string, Pick<Conversation, 'id' | 'name'>>();
/** As they were last saved, by id. */
const savedAway = new Map<string, Conversation>();
let known = usePlayground.getInitialState();
/** What the open conversation began with: a mere visit is not worth keeping. */
let firstParameters = known.parameters;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<unknown> = Promise.resolve();
/** What is on its way from the library. */
let opening: { id: string; opened: Promise<boolean> } | null = null;
const complain = toldOnce('conversations');

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
  useAway.subscribe(noticeAway);
  globalThis.addEventListener('pagehide', leave);
  void resumeConversation();
}

/**
 * Shows a conversation, unless another one is asked for or begun before it comes. Resolves with whether this browser
 * has it.
 */
export function openConversation(id: string): Promise<boolean> {
  if (opening?.id === id) return opening.opened;
  const mine = { id, opened: Promise.resolve(true) };
  opening = mine;
  mine.opened = open(mine).finally(() => {
    if (opening === mine) opening = null;
  });
  return mine.opened;
}

/** Resolves when what is being opened is there. */
export async function conversationSettled(): Promise<void> {
  await opening?.opened.catch(() => undefined);
}

async function open(mine: { id: string }): Promise<boolean> {
  const { id } = mine;
  const { id: before } = usePlayground.getState();
  if (before === id) return true;
  await saveNow();
  const saved = await readConversation(id);
  const away = awayConversation(id);
  const isIn = before === usePlayground.getState().id || isCopyOf(before);
  if (opening === mine && isIn) {
    if (away) usePlayground.setState(takeAway(id) ?? away, true);
    else if (saved) {
      show(saved);
      void resumeConversation();
    }
  }
  return away !== null || saved !== null;
}

/** What was open goes on under another id. */
function isCopyOf(id: string): boolean {
  return copies.get(id)?.id === usePlayground.getState().id;
}

/** The conversation stays in the library; the next one begins with the same parameters. */
export function conversationBegun() {
  const state = usePlayground.getState();
  usePlayground.setState(emptyConversation(state.parameters, withoutDrafts(state.calls)), true);
}

/** Resolves when all that was changed is in the library. */
export function saveNow(): Promise<unknown> {
  clearTimeout(timer);
  timer = undefined;
  for (const conversation of unsaved()) enqueue(conversation);
  return saving;
}

/** The open conversation and those that were left while they are being answered. */
function unsaved(): Conversation[] {
  const open = usePlayground.getState();
  const away = useAway.getState().conversations.filter((each) => savedAway.get(each.id) !== each);
  return isUnsaved(open) ? [open, ...away] : away;
}

function noticeChange(state: Conversation, before: Conversation) {
  if (state.id !== before.id) {
    if (isUnsettled(before)) conversationLeft(before);
    else if (isUnsaved(before)) enqueue(before);
    runsSeen(state.id);
    firstParameters = state.parameters;
    claimConversation(state.id);
  }
  timer ??= setTimeout(() => void saveNow(), saveEveryMs);
}

/** What goes on in a conversation that was left is saved as well; it is let go of when all of it has come. */
function noticeAway() {
  for (const conversation of useAway.getState().conversations) {
    if (isUnsettled(conversation)) continue;
    enqueue(conversation);
    drop(conversation.id);
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
  if (awayConversation(id) === changed) {
    if (kept !== conversation) awayChanged(id, { id: kept.id, name: kept.name });
    else savedAway.set(id, changed);
  }
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
  for (const { name, saved } of await readLeftovers()) {
    const { id } = await saveVersion(saved);
    localStorage.removeItem(name);
    claimConversation(id);
  }
}

function leave() {
  for (const conversation of unsaved()) {
    const { id } = conversation;
    const library = known.id === id ? known : savedAway.get(id);
    leaveUnsaved({ conversation, revision: revisions.get(id) ?? 0, writer }, library);
  }
}

function isUnsaved(state: Conversation): boolean {
  const isWorthKeeping =
    state.turns.length > 0 || !isDraftEmpty(state.draft) || state.parameters !== firstParameters;
  return state !== known && (revisions.has(state.id) || isWorthKeeping);
}
