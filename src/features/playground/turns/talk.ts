import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { type AnswerPlace, placeInConversation } from '../answers/answer-place';
import { type Conversation, usePlayground } from './playground-store';

type Change = Partial<Conversation> | ((now: Conversation) => Partial<Conversation>);

/** A conversation as its views read and change it: the open one, or a column of a comparison. */
export type Talk = {
  getState: () => Conversation;
  getInitialState: () => Conversation;
  setState: (change: Change) => void;
  subscribe: (onChange: (now: Conversation, before: Conversation) => void) => () => void;
  /** Where the answer with this key is written. */
  placeOf: (key: string) => AnswerPlace;
};

export const openTalk: Talk = {
  getState: usePlayground.getState,
  getInitialState: usePlayground.getInitialState,
  setState: usePlayground.setState,
  subscribe: usePlayground.subscribe,
  placeOf: placeInConversation,
};

/** Whose messages the views below it show. */
export const TalkShown = createContext(openTalk);

export function useTalk(): Talk {
  return use(TalkShown);
}

export function useInTalk<T>(select: (conversation: Conversation) => T): T {
  return useStore(useTalk(), select);
}
