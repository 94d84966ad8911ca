import { useLayoutEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType, useSearchParams } from 'react-router-dom';
import { showToast } from '@/ui/toast-store';
import { usePlayground } from '../turns/playground-store';
import { conversationBegun, openConversation } from './keep-conversation';

const NAME = 'conversation';

/** The empty conversation that a place in the browser's history showed, by the key of that place. */
const emptyAt = new Map<string, string>();

/** The address names the open conversation: it can be kept, and Back leads to the one before. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const { hash, key } = useLocation();
  const isPop = useNavigationType() === NavigationType.Pop;
  const wanted = search.get(NAME);
  const open = usePlayground((state) => (state.turns.length > 0 ? state.id : null));
  const id = usePlayground((state) => state.id);
  const before = useRef({ id, open, key });

  // The address is outside React's state: what it names is opened, and what was opened is written there. As soon as the
  // page is there, and not once it has been left: it would be the address of another page that is replaced.
  useLayoutEffect(() => {
    let isLeft = false;
    const left = () => {
      isLeft = true;
    };
    function write(id: string | null, isNext = false) {
      if (!isLeft && isShown(key))
        setSearch(id === null ? {} : { [NAME]: id }, { replace: !isNext });
    }
    async function openNamed(id: string) {
      const shown = await opened(id);
      if (shown !== id) write(shown);
    }
    // The same one, with what was typed there; another where it left nothing.
    async function showEmpty(id: string | undefined) {
      if (id !== undefined) await openConversation(id);
      if (!isLeft && usePlayground.getState().id !== id) conversationBegun();
    }
    const last = before.current;
    const isChanged = open !== last.open || id !== last.id;
    const isOther = id !== last.id;
    before.current = { id, open, key };
    if (wanted === open) {
      if (open === null) emptyAt.set(key, id);
      return;
    }
    // Back, or forth, to where nothing was said yet.
    if (
      wanted === null &&
      isPop &&
      key !== last.key &&
      !isChanged &&
      search.size === 0 &&
      hash === ''
    ) {
      void showEmpty(emptyAt.get(key));
      return left;
    }
    if (wanted !== null && !isChanged) {
      void openNamed(wanted);
      return left;
    }
    // What a link brings is asked about first.
    if (search.has('from') || hash !== '') return;
    write(open, isChanged && isOther && (wanted !== null || emptyAt.has(key)));
  }, [wanted, open, id, key, isPop, search, hash, setSearch]);
}

/**
 * Whether the browser is still at the place of that key. React draws where the router was told to go, in its own time:
 * Back may have been pressed meanwhile.
 */
function isShown(key: string): boolean {
  const state = history.state as { key?: string } | null;
  return state === null || (state.key ?? 'default') === key;
}

/** The id of what is open then: that of another where this browser does not have it. */
async function opened(id: string): Promise<string | null> {
  if (!(await openConversation(id))) {
    showToast({
      title: 'This browser does not have that conversation',
      detail: 'Conversations are kept where they were written. To take one elsewhere, export it.',
    });
  }
  const now = usePlayground.getState();
  return now.turns.length > 0 ? now.id : null;
}
