import { knownCalls } from '../request/call-handling';
import type { Conversation } from '../turns/playground-store';
import { readConversation, type Saved } from './conversation-library';
import { conversationFrom } from '../turns/restored';
import { asRecord } from '@/lib/as-record';
import { leaveInStorage, readShortForm } from '../request/short-form';

/**
 * A page that goes away cannot wait for IndexedDB: what it has not saved yet is left in localStorage, and the next
 * page saves it. An earlier release kept its only conversation there as well.
 */
const PREFIX = 'chatkeep.unsaved.';
/** Without the long texts that the library has: see short-form.ts. */
const SHORT = 'chatkeep.unsaved-short.';
const BEFORE_BRANCHES = 'chatkeep.playground';

/** `known` is what the library has of it. */
export function leaveUnsaved(saved: Saved, known: Conversation | undefined) {
  const { id } = saved.conversation;
  leaveInStorage({ whole: PREFIX + id, short: SHORT + id }, saved, known);
}

/** What earlier pages left, each with the name under which it is to be forgotten once it is saved. */
export async function readLeftovers(): Promise<{ name: string; saved: Saved }[]> {
  const found = leftTexts().map(async ([name, text]) => {
    const saved = savedIn(name.startsWith(SHORT) ? await wholeOf(name, text) : parsed(text));
    return saved ? [{ name, saved }] : [];
  });
  return (await Promise.all(found)).flat();
}

function leftTexts(): [name: string, text: string][] {
  try {
    return Object.entries(localStorage).filter(
      (each): each is [string, string] =>
        each[0].startsWith(PREFIX) || each[0].startsWith(SHORT) || each[0] === BEFORE_BRANCHES,
    );
  } catch {
    return [];
  }
}

async function wholeOf(name: string, text: string): Promise<unknown> {
  const known = await readConversation(name.slice(SHORT.length));
  return readShortForm(text, known?.conversation);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function savedIn(value: unknown): Saved | null {
  try {
    const left = asRecord(value);
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
