// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { conversationBegun, openConversation, saveNow } from '../history/keep-conversation';
import { lastOpened } from '../history/last-opened';
import { draftAdded, draftChanged } from '../turns/conversation-events';
import { usePlayground } from '../turns/playground-store';
import { comparisonEntered, comparisonShown } from './begin-comparison';
import { useComparison } from './comparison-store';

async function said(text: string): Promise<string> {
  conversationBegun();
  draftChanged({ text });
  draftAdded();
  await saveNow();
  return usePlayground.getState().id;
}

const compared = () =>
  useComparison
    .getState()
    .columns[0]?.turns.map((turn) => turn.kind === 'prompt' && turn.message.content);

test('a comparison that Back leads to is of the conversation that Back is still opening', async () => {
  await lastOpened;
  const one = await said('one');
  comparisonEntered();
  await said('two');
  const opened = openConversation(one);
  comparisonShown();
  await opened;
  await Promise.resolve();
  expect(compared()).toEqual(['one']);
});

test('a comparison that was left before that is not begun anew behind the reader', async () => {
  await lastOpened;
  const one = await said('one');
  comparisonEntered();
  const two = await said('two');
  await openConversation(one);
  const opened = openConversation(two);
  comparisonShown()();
  await opened;
  await Promise.resolve();
  expect(compared()).toEqual(['one']);
});
