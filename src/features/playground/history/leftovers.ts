import { knownCalls } from '../call-handling';
import type { Saved } from './conversation-library';
import { conversationFrom } from '../restored';
import { asRecord } from '@/lib/as-record';

/**
 * A page that goes away cannot wait for IndexedDB: what it has not saved yet is left in localStorage, and the next
 * page saves it. An earlier release kept its only conversation there as well.
 */
const PREFIX = 'chatkeep.unsaved.';
const BEFORE_BRANCHES = 'chatkeep.playground';

export function leaveUnsaved(saved: Saved) {
  try {
    localStorage.setItem(PREFIX + saved.conversation.id, JSON.stringify(saved));
  } catch {
    // Too large or forbidden: the last half second is lost, all before it is in the library.
  }
}

/** What earlier pages left, each with the name under which it is to be forgotten once it is saved. */
export function readLeftovers(): { name: string; saved: Saved }[] {
  try {
    const names = Object.keys(localStorage).filter(
      (name) => name.startsWith(PREFIX) || name === BEFORE_BRANCHES,
    );
    return names.flatMap((name) => {
      const saved = savedIn(localStorage.getItem(name) ?? '');
      return saved ? [{ name, saved }] : [];
    });
  } catch {
    return [];
  }
}

function savedIn(text: string): Saved | null {
  try {
    const left = asRecord(JSON.parse(text));
    const conversation = conversationFrom(left?.conversation ?? left?.state);
    // This page wrote it, so an agreement that its functions may run counts.
    const calls = knownCalls(asRecord(left?.conversation)?.calls);
    const revision = typeof left?.revision === 'number' ? left.revision : 0;
    const writer = typeof left?.writer === 'string' ? left.writer : 'an earlier release';
    return conversation && { conversation: { ...conversation, calls }, revision, writer };
  } catch {
    return null;
  }
}
