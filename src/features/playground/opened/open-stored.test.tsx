import 'fake-indexeddb/auto';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '@/queries/query-client';
import { draftChanged } from '../turns/conversation-events';
import { listConversations } from '../history/conversation-library';
import { saveNow } from '../history/keep-conversation';
import { lastOpened } from '../history/last-opened';
import { OpenStored } from './open-stored';
import { emptyConversation, usePlayground } from '../turns/playground-store';

/** Lets the stored completion arrive. */
let arrive = () => {};

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }],
};

beforeEach(async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  vi.stubGlobal('fetch', async (url: string) => {
    await arrived;
    if (url.includes('/messages')) {
      const data = [{ id: 'm1', role: 'user', content: 'The capital?' }];
      return Response.json({
        object: 'list',
        data,
        first_id: 'm1',
        last_id: 'm1',
        has_more: false,
      });
    }
    if (url.includes('/request')) return Response.json({ model: 'm', messages: [] });
    return url.includes('/completions/')
      ? Response.json(completion, { headers: { etag: '"1"' } })
      : Response.json({}, { status: 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

function show() {
  const onDone = vi.fn();
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <OpenStored id="chatcmpl-1" onDone={onDone} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return onDone;
}

test('a stored completion opens by itself where nobody writes; a draft from before stays with its conversation', async () => {
  draftChanged({ text: 'typed before' });
  const { id } = usePlayground.getState();
  const onDone = show();
  arrive();
  await waitFor(() => expect(onDone).toHaveBeenCalled(), { timeout: 10_000 });
  expect(usePlayground.getState().id).not.toBe(id);
  expect(usePlayground.getState().draft.text).toBe('');
  await saveNow();
  expect((await listConversations()).map((each) => each.id)).toContain(id);
}, 30_000);

test('who writes while it loads is asked, and the text stays whole in its conversation', async () => {
  const { id } = usePlayground.getState();
  const onDone = show();
  draftChanged({ text: 'typed mean' });
  arrive();
  await screen.findByText(/^The completion is ready/, undefined, { timeout: 10_000 });
  draftChanged({ text: 'typed meanwhile' });
  expect(usePlayground.getState().id).toBe(id);
  expect(onDone).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Open it' }));
  expect(usePlayground.getState().draft.text).toBe('');
  await saveNow();
  const kept = (await listConversations()).find((each) => each.id === id);
  expect(kept).toBeDefined();
}, 30_000);
