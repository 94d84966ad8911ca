import 'fake-indexeddb/auto';
import { act, render, waitFor } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { BrowserRouter, createMemoryRouter, RouterProvider } from 'react-router-dom';
import { expect, test } from 'vitest';
import { promptTurn } from '../turns/conversation';
import { conversationOpened, draftChanged } from '../turns/conversation-events';
import { lastOpened } from './last-opened';
import { emptyConversation, usePlayground } from '../turns/playground-store';
import { openConversation } from './keep-conversation';
import { useAddress } from './use-address';

function Page() {
  useAddress();
  return null;
}

test('Back to / shows the empty conversation that it showed, with what was typed there', async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  const router = createMemoryRouter([{ path: '/', element: <Page /> }]);
  render(<RouterProvider router={router} />);
  const { id } = usePlayground.getState();
  act(() => draftChanged({ text: 'half typed' }));
  act(() => conversationOpened([promptTurn({ role: 'user', content: 'Hello' })], {}));
  const opened = usePlayground.getState().id;
  await waitFor(() => expect(router.state.location.search).toBe(`?conversation=${opened}`));

  await act(() => router.navigate(-1));
  await waitFor(() => expect(usePlayground.getState().id).toBe(id));
  expect(usePlayground.getState().draft.text).toBe('half typed');
  expect(router.state.location.search).toBe('');

  await act(() => router.navigate(1));
  await waitFor(() => expect(usePlayground.getState().id).toBe(opened));
  expect(router.state.location.search).toBe(`?conversation=${opened}`);
}, 30_000);

test('where the empty one left nothing, Back shows another that is as empty', async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  const router = createMemoryRouter([{ path: '/', element: <Page /> }]);
  render(<RouterProvider router={router} />);
  act(() => conversationOpened([promptTurn({ role: 'user', content: 'Hello' })], {}));
  await waitFor(() => expect(router.state.location.search).not.toBe(''));
  await act(() => router.navigate(-1));
  await waitFor(() => expect(usePlayground.getState().turns).toEqual([]));
  expect(router.state.location.search).toBe('');
}, 30_000);

test('a page that was left before its conversation came does not write its address over the next one', async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  const router = createMemoryRouter(
    [
      { path: '/', element: <Page /> },
      { path: '/next', element: null },
    ],
    { initialEntries: ['/?conversation=nowhere'] },
  );
  render(<RouterProvider router={router} />);
  await act(() => router.navigate('/next?compare'));
  // Whoever asks behind it is answered behind it.
  await openConversation('nowhere either');
  expect(router.state.location).toMatchObject({ pathname: '/next', search: '?compare' });
}, 30_000);

test('what the browser shows already is not written over by a page that React draws after it', async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  conversationOpened([promptTurn({ role: 'user', content: 'Hello' })], {});
  history.replaceState(null, '', '/');
  // Effects of what is inside run first: Back was pressed, and the router has not heard of it.
  function GoneBack() {
    useLayoutEffect(() => history.pushState({ key: 'before', idx: 0 }, '', '/?compare'), []);
    return null;
  }
  function Left() {
    useAddress();
    return <GoneBack />;
  }
  const { unmount } = render(
    <BrowserRouter>
      <Left />
    </BrowserRouter>,
  );
  expect(location.search).toBe('?compare');
  unmount();
  history.replaceState(null, '', '/');
});

test('a page that is still shown writes its address into the browser', async () => {
  await lastOpened;
  usePlayground.setState(emptyConversation(), true);
  history.replaceState(null, '', '/');
  const { unmount } = render(
    <BrowserRouter>
      <Page />
    </BrowserRouter>,
  );
  act(() => conversationOpened([promptTurn({ role: 'user', content: 'Hello' })], {}));
  const { id } = usePlayground.getState();
  await waitFor(() => expect(location.search).toBe(`?conversation=${id}`));
  unmount();
  history.replaceState(null, '', '/');
});
