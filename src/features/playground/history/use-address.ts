import { useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { showToast } from '@/ui/toast-store';
import { usePlayground } from '../playground-store';
import { openConversation } from './keep-conversation';

const NAME = 'conversation';

/** The address names the open conversation: it can be kept, and Back leads to the one before. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const { hash } = useLocation();
  const wanted = search.get(NAME);
  const open = usePlayground((state) => (state.turns.length > 0 ? state.id : null));
  const before = useRef(open);

  // The address is outside React's state: what it names is opened, and what was opened is written there.
  useEffect(() => {
    async function openNamed(id: string) {
      const shown = await opened(id);
      if (shown !== id) setSearch(shown === null ? {} : { [NAME]: shown }, { replace: true });
    }
    const isChanged = open !== before.current;
    const isLeft = before.current !== null;
    before.current = open;
    if (wanted === open) return;
    if (wanted !== null && !isChanged) {
      void openNamed(wanted);
      return;
    }
    // What a link brings is asked about first.
    if (search.has('from') || hash !== '') return;
    const isNext = isChanged && isLeft && wanted !== null;
    setSearch(open === null ? {} : { [NAME]: open }, { replace: !isNext });
  }, [wanted, open, search, hash, setSearch]);
}

/** The id of what is open then: that of another where this browser does not have it. */
async function opened(id: string): Promise<string | null> {
  if (usePlayground.getState().id !== id) await openConversation(id);
  const now = usePlayground.getState();
  if (now.id !== id) {
    showToast({
      title: 'This browser does not have that conversation',
      detail: 'Conversations are kept where they were written. To take one elsewhere, export it.',
    });
  }
  return now.turns.length > 0 ? now.id : null;
}
